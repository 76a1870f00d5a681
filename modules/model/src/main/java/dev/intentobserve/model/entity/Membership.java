package dev.intentobserve.model.entity;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Members one event named for a parent: one row in the record.
 *
 * @param part where in the list of the event the first of them stood: a long list is several of
 *     these, and means the same as one
 */
public record Membership(
    EntityKey parent, EntityKind memberKind, List<String> ids, Stamp stamp, int part) {
  public Membership {
    requireNonNull(parent, "parent");
    requireNonNull(memberKind, "memberKind");
    requireNonNull(stamp, "stamp");
    ids = List.copyOf(ids);
  }

  /** A list that is one part. */
  public Membership(EntityKey parent, EntityKind memberKind, List<String> ids, Stamp stamp) {
    this(parent, memberKind, ids, stamp, 0);
  }

  /** The same in parts of no more than so many members. */
  public List<Membership> parts(int most) {
    List<Membership> parts = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += most) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + most));
      parts.add(new Membership(parent, memberKind, some, stamp, part + from));
    }
    return parts;
  }
}
