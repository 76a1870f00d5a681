package dev.intentobserve.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The members one event named for a parent: one row in the record, however long the list. */
public record Membership(EntityKey parent, Kind memberKind, List<String> ids, Stamp stamp) {
  public Membership {
    requireNonNull(parent, "parent");
    requireNonNull(memberKind, "memberKind");
    requireNonNull(stamp, "stamp");
    ids = List.copyOf(ids);
  }
}
