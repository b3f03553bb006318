using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Links;

/// <summary>
/// Tells which worker runs in which unit of a keeper, with the evidence. Pure. What contradicts itself is told, never decided: such a worker and such a unit
/// stay two rows.
/// </summary>
public static class Linker
{
    /// <param name="workers">Without the rows that units have of their own.</param>
    /// <param name="reached">Whether a keeper's source is connected.</param>
    public static LinkPicture Link(IReadOnlyCollection<Unit> units, IReadOnlyList<Worker> workers, Func<SourceId, bool> reached)
    {
        var links = new Dictionary<WorkerId, KeeperLink>();
        var alone = new Dictionary<WorkerId, KeeperLink>();
        var merged = new HashSet<WorkerId>();
        var disputes = new Disputes();
        var ids = workers.ToDictionary(w => w.Id);
        var claims = units.Select(u => (Unit: u, Claims: Claims(u, workers))).ToList();
        foreach (var (unit, own) in claims)
        {
            var claim = Settle(unit, own, disputes);
            if (claim is not null && Rival(claim, claims) is { } rival)
            {
                disputes.Add(claim.Worker.Id, unit, $"{unit.Id} and {rival.Unit.Id} are both said to be {claim.Worker.Name}");
                claim = IsFirm(claim) && !IsFirm(rival) ? claim : null;
            }

            var self = ids.GetValueOrDefault(unit.Row) is { } row && row.Source == unit.Source ? row : null;
            var why = disputes.Of(unit);
            if (claim is not null)
            {
                links[claim.Worker.Id] = Link(unit, claim.Evidence, claim.Why);
                if (self is not null && self != claim.Worker)
                {
                    merged.Add(self.Id);
                }
            }
            else if (self is not null)
            {
                links[self.Id] = Link(unit, why is null ? LinkEvidence.Proven : LinkEvidence.Conflict, why ?? $"{unit.Keeper} reports {unit.Id} itself");
            }
            else if (unit.HasRow && !workers.Any(w => LinkClaim.IsNote(unit, w)))
            {
                // A name that a living worker has already is not given to a second row.
                var id = ids.ContainsKey(unit.Row) || alone.ContainsKey(unit.Row) ? new WorkerId(unit.Framework, unit.Source.Value, unit.Id) : unit.Row;
                alone[id] = Link(unit, why is null ? LinkEvidence.Alone : LinkEvidence.Conflict, why ?? $"no other source reports a worker in {unit.Id}");
            }
        }

        return new LinkPicture(links, disputes.ByWorker(), alone, merged);

        KeeperLink Link(Unit unit, LinkEvidence evidence, string text) => reached(unit.Source)
            ? new KeeperLink(unit, evidence, text, true)
            : new KeeperLink(unit, evidence == LinkEvidence.Proven ? LinkEvidence.Remembered : evidence, $"the last word of {unit.Keeper}, which is not reached now: {text}", false);
    }

    /// <summary>Whether what changed of a worker may change a link.</summary>
    public static bool Matters(Worker before, Worker after)
    {
        if (before.Instances.Length != after.Instances.Length || before.Signs.OfflineAt is null != after.Signs.OfflineAt is null)
        {
            return true;
        }

        for (var i = 0; i < after.Instances.Length; i++)
        {
            if (before.Instances[i].Pid != after.Instances[i].Pid)
            {
                return true;
            }
        }

        var (was, now) = (before.Facts.Process, after.Facts.Process);
        return !IsSameSight(was.Value, now.Value) || (before.Facts.Stats.Value?.Pid != after.Facts.Stats.Value?.Pid)
            // What is not settled yet is settled by looking and listening again.
            || (after.Kept is { Evidence: LinkEvidence.Remembered, Unit.Process: null } && before.Signs.LastHeard != after.Signs.LastHeard)
            || (after.Kept is { Evidence: LinkEvidence.Remembered, Unit.Process: not null } && was.At != now.At)
            || (!after.Disputes.IsEmpty && was.At != now.At);
    }

    private static List<LinkClaim> Claims(Unit unit, IReadOnlyList<Worker> workers)
    {
        var (byProcess, byName) = (new List<LinkClaim>(), new List<LinkClaim>());
        foreach (var worker in workers)
        {
            if (worker.Source == unit.Source)
            {
                continue;
            }

            if (LinkClaim.ByProcess(unit, worker) is { } proven)
            {
                byProcess.Add(proven);
            }
            else if (unit.Node is { } node && worker.Name == node && worker.Id.Framework == unit.Framework && LinkClaim.ByName(unit, worker) is { } named)
            {
                byName.Add(named);
            }
        }

        return [.. byProcess, .. byName];
    }

    // The one claim that stands; null when there is none, or no deciding between several.
    private static LinkClaim? Settle(Unit unit, List<LinkClaim> claims, Disputes disputes)
    {
        var firm = claims.Where(IsFirm).ToList();
        var best = firm is [var proven] ? proven : firm.Count == 0 && claims is [{ Evidence: not LinkEvidence.Conflict } only] ? only : null;
        foreach (var claim in claims.Where(c => c != best))
        {
            disputes.Add(claim.Worker.Id, unit, claim.Evidence == LinkEvidence.Conflict
                ? claim.Why
                : $"{unit.Id} of {unit.Keeper} is said to be {string.Join(" and ", claims.Select(c => c.Worker.Id.ToString()).Order(StringComparer.Ordinal))}");
            if (best is not null)
            {
                disputes.Add(best.Worker.Id, unit, $"{unit.Id} of {unit.Keeper} is said to be {claim.Worker.Id}, too");
            }
        }

        return best;
    }

    // Another unit that is said to be the same worker.
    private static LinkClaim? Rival(LinkClaim claim, List<(Unit Unit, List<LinkClaim> Claims)> all) =>
        all.Where(u => u.Unit != claim.Unit).SelectMany(u => u.Claims).FirstOrDefault(c => c.Worker == claim.Worker);

    private static bool IsFirm(LinkClaim claim) => claim.Evidence == LinkEvidence.Proven;

    private static bool IsSameSight(ProcessSight? a, ProcessSight? b) => (a, b) switch
    {
        (ProcessSight.Ours x, ProcessSight.Ours y) => x.Pid == y.Pid && x.StartTicks == y.StartTicks && x.ParentPid == y.ParentPid,
        _ => Equals(a, b),
    };

    private sealed class Disputes
    {
        private readonly Dictionary<WorkerId, List<string>> _workers = [];
        private readonly Dictionary<(SourceId, string), string> _units = [];

        public void Add(WorkerId worker, Unit unit, string why)
        {
            if (!_workers.TryGetValue(worker, out var lines))
            {
                _workers[worker] = lines = [];
            }

            if (!lines.Contains(why))
            {
                lines.Add(why);
            }

            _units[(unit.Source, unit.Id)] = why;
        }

        public string? Of(Unit unit) => _units.GetValueOrDefault((unit.Source, unit.Id));

        public Dictionary<WorkerId, ImmutableArray<string>> ByWorker() => _workers.ToDictionary(w => w.Key, w => w.Value.ToImmutableArray());
    }
}
