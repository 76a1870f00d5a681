package dev.intentobserve.ports;

/**
 * Leader election: of all processes on one database one runs the loops. Leadership ends with the
 * database connection it was taken on, however the process ends.
 */
public interface LeaderPorts {
  /**
   * Becomes the leader if there is none. Replies whether the database confirms that this process is
   * the leader now; false where the database is away.
   */
  Port<LeadershipRequest, Boolean> LEADERSHIP = Port.at("store.leadership");

  /** A request for leadership. */
  record LeadershipRequest() {}
}
