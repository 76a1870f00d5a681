package dev.intentobserve.ports;

import dev.intentobserve.ports.Port.Nothing;

/**
 * Leader election: of all processes on one database one runs the loops. Leadership ends with the
 * database connection it was taken on, however the process ends.
 */
public interface LeaderPorts {
  /**
   * Becomes the leader if there is none. Replies whether the database confirms that this process is
   * the leader now; false where the database is away.
   */
  Port<Nothing, Boolean> LEADERSHIP = Port.at("store.leadership");
}
