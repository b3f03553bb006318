using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>Where each source is. Part of the store; one owner.</summary>
internal sealed class SourceBook
{
    public ImmutableArray<SourceState> Picture { get; private set; } = [];

    public bool AnyConnected => Picture.Any(s => s.Phase == SourcePhase.Connected);

    public SourceState? Of(SourceId id)
    {
        foreach (var source in Picture)
        {
            if (source.Id == id)
            {
                return source;
            }
        }

        return null;
    }

    /// <summary>Since when a source has been listened to that would report this worker; null: none is.</summary>
    public TimeSpan? HearsSince(Worker worker)
    {
        TimeSpan? since = null;
        foreach (var source in Picture)
        {
            var reports = worker.IsOnlyKept ? source.Framework == worker.Id.Framework : source.Id == worker.Source;
            since = reports && source.Phase == SourcePhase.Connected && !(since < source.Since) ? source.Since : since;
        }

        return since;
    }

    /// <returns>Whether it was connected, or is lost, since the last word.</returns>
    public bool Put(SourceState state)
    {
        var before = Of(state.Id);
        var merged = before is null ? state : state with
        {
            Malformed = Math.Max(state.Malformed, before.Malformed),
            Listeners = state.Listeners ?? before.Listeners,
            Capped = before.Capped,
            RoundTrip = state.RoundTrip ?? before.RoundTrip,
            EverConnected = state.EverConnected || before.EverConnected,
        };
        Picture = before is null ? Picture.Add(merged) : Picture.Replace(before, merged);
        return before?.Phase == SourcePhase.Connected != (state.Phase == SourcePhase.Connected);
    }

    /// <returns>Whether anything changed.</returns>
    public bool Change(SourceId id, Func<SourceState, SourceState> change)
    {
        if (Of(id) is not { } before || change(before) is var after && after == before)
        {
            return false;
        }

        Picture = Picture.Replace(before, after);
        return true;
    }
}
