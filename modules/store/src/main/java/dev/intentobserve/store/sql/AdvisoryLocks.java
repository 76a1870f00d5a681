package dev.intentobserve.store.sql;

/**
 * The keys of all advisory locks, in one place so that no two are the same. All processes on a
 * database use the same keys.
 *
 * <p>A lock of a transaction is to be taken by a statement of its own: only the statements after it
 * see what the last holder committed.
 */
public final class AdvisoryLocks {
  /** Held by the one who appends events, until the commit. */
  public static final String APPEND = transactionLock(125_780_421_140_068L);

  /** Held while changes of alerts are numbered and written. */
  public static final String ALERT_CHANGES = transactionLock(125_780_421_140_069L);

  /** Held by the leader for as long as its connection lives; answers {@code taken}. */
  public static final String LEADERSHIP =
      "select pg_try_advisory_lock(" + 125_780_421_140_070L + ") as taken";

  /** Held while deliveries and silences are numbered and written. */
  public static final String DELIVERIES = transactionLock(125_780_421_140_071L);

  /** Held while revisions of entities are given and written. */
  public static final String ENTITIES = transactionLock(465_625_834_867L);

  private AdvisoryLocks() {}

  private static String transactionLock(long key) {
    return "select pg_advisory_xact_lock(" + key + ")";
  }
}
