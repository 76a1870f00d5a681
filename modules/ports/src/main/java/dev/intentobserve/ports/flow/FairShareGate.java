package dev.intentobserve.ports.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A limit that several tenants share. Each tenant it knows has a guaranteed share; what is not
 * guaranteed is for the first to come. The rule: a tenant may take as long as it stays within its
 * guarantee, or as long as everything in use and everything still kept for the others fit into the
 * whole. So no tenant can take what is kept for another. The reasons are in {@code
 * docs/decisions/0017-shared-limits.md}. Safe for several threads.
 */
public final class FairShareGate {
  /** All guarantees together are at most this part of what one tenant may use alone. */
  private static final int GUARANTEED_PART = 4;

  private final Set<String> tenants;
  private final long guaranteed;
  private final long whole;
  private final Map<String, Long> held = new HashMap<>();
  private long inUse;

  /** What the known tenants do not use of their guarantees. */
  private long kept;

  /** What became of an attempt. */
  public enum Answer {
    ENTERED,
    /** Most of what is in use is the tenant's own, and what is left is kept for others. */
    SHARE_USED,
    /** All tenants together use too much. */
    FULL
  }

  /**
   * An empty gate.
   *
   * @param alone what one tenant may use while the others use nothing, in whatever unit {@link
   *     #tryEnter} is called with
   * @param tenants who has a guarantee; with none or one of them {@code alone} is the whole
   */
  public FairShareGate(long alone, Set<String> tenants) {
    if (alone <= 0) {
      throw new IllegalArgumentException("a gate needs room, not " + alone);
    }
    this.tenants = Set.copyOf(tenants);
    int others = Math.max(0, tenants.size() - 1);
    this.guaranteed = others == 0 ? 0 : Math.max(1, alone / GUARANTEED_PART / tenants.size());
    this.whole = alone + others * guaranteed;
    this.kept = tenants.size() * guaranteed;
  }

  /** Admits {@code weight} or changes nothing. An empty gate admits anything, however heavy. */
  public synchronized Answer tryEnter(String tenant, long weight) {
    long own = held(tenant);
    long keptForOthers = kept - unused(tenant, own);
    boolean fits =
        own + weight <= guarantee(tenant) || inUse == 0 || inUse + weight + keptForOthers <= whole;
    if (fits) {
      change(tenant, own, own + weight);
      return Answer.ENTERED;
    }
    return guaranteed > 0 && own > inUse - own ? Answer.SHARE_USED : Answer.FULL;
  }

  /** Counts {@code weight} in without asking: for what is here already. */
  public synchronized void enter(String tenant, long weight) {
    long own = held(tenant);
    change(tenant, own, own + weight);
  }

  /** To be called exactly once for each admission, whatever came of it. */
  public synchronized void leave(String tenant, long weight) {
    long own = held(tenant);
    change(tenant, own, own - weight);
  }

  /** Of all tenants together. */
  public synchronized long inUse() {
    return inUse;
  }

  /** What a tenant can have whatever the others do; 0 for one that is not known. */
  public long guarantee(String tenant) {
    return tenants.contains(tenant) ? guaranteed : 0;
  }

  /** The most all tenants together can use. */
  public long whole() {
    return whole;
  }

  private long held(String tenant) {
    return held.getOrDefault(tenant, 0L);
  }

  private void change(String tenant, long from, long to) {
    kept += unused(tenant, to) - unused(tenant, from);
    inUse += to - from;
    if (to == 0) {
      held.remove(tenant);
    } else {
      held.put(tenant, to);
    }
  }

  private long unused(String tenant, long own) {
    return Math.max(0, guarantee(tenant) - own);
  }
}
