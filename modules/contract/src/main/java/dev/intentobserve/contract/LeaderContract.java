package dev.intentobserve.contract;

/**
 * Which of the processes on one database runs the loops. One at a time; the lead goes with the
 * connection it was taken on, however a process ends.
 */
public interface LeaderContract {
  /**
   * Takes the lead where nobody has it. Answers whether this process has it now, as far as the
   * database confirmed this moment; never fails for the database being away, that is a no.
   */
  Port<Lead, Boolean> LEAD = Port.at("store.lead");

  /** Asks for the lead. */
  record Lead() {}
}
