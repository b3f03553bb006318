using WConsole.Fleet.Model;
using WConsole.Fleet.Views;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Screens;

/// <summary>How old each fact of a worker is, and why one is missing.</summary>
internal static class FactAges
{
    public static void Add(List<KeyValue> lines, WorkerFacts facts, TimeSpan now)
    {
        lines.Add(new("Age of what is known", null));
        Line("stats", facts.Stats);
        Line("active", facts.Active);
        Line("reserved", facts.Reserved);
        Line("scheduled", facts.Scheduled);
        Line("queues", facts.Queues);
        Line("registered", facts.Registered);
        Line("revoked", facts.Revoked);
        Line("conf", facts.Conf);
        Line("process", facts.Process);

        void Line<T>(string name, Fact<T> fact)
        {
            var age = fact.HasValue ? $"{Spans.Exact(now - fact.At)} old" : "";
            lines.Add(fact.State switch
            {
                FactState.NeverAsked => new(name, "not asked", Role.Muted),
                FactState.Asked => new(name, $"asked {Spans.Exact(now - fact.AskedAt)} ago{(age.Length > 0 ? $", {age}" : ", no answer yet")}", Role.Muted),
                FactState.Fresh => new(name, age),
                FactState.Stale => new(name, $"{age}, stale: {fact.Why}", Role.Stale),
                FactState.Failed => new(name, $"{(age.Length > 0 ? $"{age}; " : "")}failed: {fact.Why}", Role.Warn),
            });
        }
    }
}
