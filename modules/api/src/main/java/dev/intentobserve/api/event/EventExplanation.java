package dev.intentobserve.api.event;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.StorePorts.ExportStatus;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an event, in plain sentences. */
final class EventExplanation {
  private static final int NAMED_MEMBERS = 5;

  private EventExplanation() {}

  /**
   * @param placed null where the event is about no entity
   * @param placedUpTo the cursor of module trace
   */
  static List<String> sentences(
      StoredEvent stored,
      @Nullable EntityPlacement placed,
      long placedUpTo,
      List<ExportStatus> shippings) {
    List<String> out = new ArrayList<>();
    WorkEvent event = stored.event();
    out.add("Stored as number " + stored.scopeSeq() + "; received by " + stored.receiver() + ".");
    if (!event.rawType().equals(event.type())) {
      out.add("Sent as '" + event.rawType() + "', read as " + event.type() + ".");
    }
    event.flags().stream().sorted().map(EventExplanation::flag).forEach(out::add);
    out.add(placement(stored, placed, placedUpTo));
    shippings.stream().map(EventExplanation::shipping).forEach(out::add);
    if (shippings.isEmpty()) {
      out.add("Not exported: no destination is configured.");
    }
    return out;
  }

  static String claim(Claim claim) {
    return switch (claim) {
      case Claim.Touches touches -> "it also concerns " + touches.entity();
      case Claim.BelongsTo belongs -> belongs.child() + " belongs to " + belongs.parent();
      case Claim.Lists lists -> lists.parent() + " lists " + members(lists);
      case Claim.LinksTo links ->
          links.from() + " links to " + links.to() + " (" + links.relation() + ")";
    };
  }

  private static String members(Claim.Lists lists) {
    List<String> ids = lists.ids();
    String named =
        String.join(", ", ids.stream().limit(NAMED_MEMBERS).map(id -> named(lists, id)).toList());
    return ids.size() <= NAMED_MEMBERS ? named : named + " … (" + ids.size() + " in all)";
  }

  private static String named(Claim.Lists lists, String id) {
    return lists.memberKind() + ":" + id;
  }

  private static String placement(
      StoredEvent stored, @Nullable EntityPlacement placed, long placedUpTo) {
    if (stored.seq() > placedUpTo) {
      return "Not yet placed in a trace: the placement step has not reached it yet.";
    }
    EntityKey entity = stored.event().entity();
    if (entity == null || placed == null) {
      return "It names no entity, so it is not part of a trace.";
    }
    return switch (placed.placement()) {
      case Placement.Orphan orphan ->
          entity + " belongs to no cluster and no intent yet, so it is not part of a trace.";
      case Placement.InTrace p when p.provisional() ->
          entity
              + " is under "
              + p.root()
              + ", not promoted; its trace "
              + p.traceId()
              + " is provisional.";
      case Placement.InTrace p ->
          entity + " is in the trace of " + p.root() + ", " + p.traceId() + ".";
    };
  }

  private static String shipping(ExportStatus shipping) {
    String reason = shipping.reason() == null ? "" : ": " + shipping.reason();
    return switch (shipping.status()) {
      case "shipped" -> "Exported to " + shipping.destination() + ".";
      case "pending" -> "Not yet exported to " + shipping.destination() + reason + ".";
      case "refused" -> "Refused by " + shipping.destination() + reason + ".";
      default -> shipping.destination() + " says " + shipping.status() + reason + ".";
    };
  }

  private static String flag(EventFlag flag) {
    return switch (flag) {
      case ZONELESS_TIME -> "Its time had no zone; it was read as UTC.";
      case TIME_MISSING -> "It had no time; the time of receipt is used.";
      case TIME_UNREADABLE -> "Its time could not be read; the time of receipt is used.";
      case NUMERIC_TIME -> "Its time was a number without a unit; its size decided the unit.";
      case FUTURE_TIME -> "Its time is more than a day after its receipt.";
      case ANCIENT_TIME -> "Its time is before the year 2000.";
      case JUNK_ID -> "Its id is a placeholder; another field names the entity.";
      case MULTILINE_ID -> "Its id had several lines; the first one is used.";
      case SELF_PARENT -> "It named itself as its parent; that claim was ignored.";
      case DUPLICATE_KEY -> "A key appeared twice in one object; the last value is used.";
      case INVALID_UTF8 -> "It contained invalid UTF-8; the body keeps the received bytes.";
      case UNSTORABLE_TEXT ->
          "It contained text the database cannot store; the body keeps it as received.";
      case NON_FINITE_NUMBER -> "It contained a number that JSON does not have, such as NaN.";
      case UNKNOWN_TYPE -> "Its type is not in the catalog; it is kept under its own name.";
      case REDACTED -> "At least one secret was replaced by [REDACTED].";
    };
  }
}
