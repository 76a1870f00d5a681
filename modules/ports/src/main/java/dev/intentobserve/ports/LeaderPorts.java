package dev.intentobserve.ports;

/**
 * Which of the processes on one database runs the loops. One at a time; the lead goes with the
 * connection it was taken on, however a process ends.
 */
public interface LeaderPorts {
  /**
   * Takes the lead where nobody has it. Answers whether this process has it now, as far as the
   * database confirmed this moment; never fails for the database being away, that is a no.
   */
  Port<LeadershipRequest, Boolean> LEADERSHIP = Port.at("store.leadership");

  /** Asks for the lead. */
  record LeadershipRequest() {}
}
