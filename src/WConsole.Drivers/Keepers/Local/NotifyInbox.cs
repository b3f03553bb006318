using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// What programs said over NOTIFY_SOCKET and the loop has not taken yet. Each program has its own bound, so that one that floods takes nothing from the others:
/// so many messages a second are heard one by one, the rest of that second becomes one message (<see cref="NotifyMessage.With"/>), in which no word is
/// lost but earlier values of the same one are. What was dropped so is counted.
/// </summary>
internal sealed class NotifyInbox(TimeProvider time)
{
    /// <summary>Heard one by one, of one program in a second; and so many wait at most.</summary>
    public const int MostEach = 100;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>When there is something to take; null: nothing waits.</summary>
    public TimeSpan? Due
    {
        get
        {
            lock (_gate)
            {
                return _lines.Values.Min(l => l.Due);
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Any thread.</summary>
    /// <returns>Whether the loop has to be woken: what is put together is taken when its second is over, which the loop knows by <see cref="Due"/>.</returns>
    public bool Add(string id, NotifyMessage message)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(id, out var line))
            {
                _lines[id] = line = new Line();
            }

            return line.Add(message, Now);
        }
    }

    /// <summary>Everything whose time has come.</summary>
    public Said Take()
    {
        lock (_gate)
        {
            var now = Now;
            List<(string, NotifyMessage)> messages = [];
            List<(string, long)> floods = [];
            foreach (var (id, line) in _lines)
            {
                messages.AddRange(line.Take(now).Select(m => (id, m)));
                if (line.Untold > 0 && line.Due is null && !(now < line.ToldAt + TellEvery))
                {
                    floods.Add((id, line.Untold));
                    (line.Untold, line.ToldAt) = (0, now);
                }
            }

            return new Said(messages, floods);
        }
    }

    public void Forget(string id)
    {
        lock (_gate)
        {
            _lines.Remove(id);
        }
    }

    // What one program said.
    private sealed class Line
    {
        private readonly Queue<NotifyMessage> _waiting = new();
        private NotifyMessage? _rest;
        private TimeSpan _second = TimeSpan.MinValue / 2;
        private int _heard;

        public long Untold { get; set; }

        public TimeSpan? ToldAt { get; set; }

        public TimeSpan? Due => _waiting.Count > 0 ? TimeSpan.Zero : _rest is null ? null : _second + Second;

        public bool Add(NotifyMessage message, TimeSpan now)
        {
            // While a rest waits its second stays, or it would never be over.
            if (_rest is null && now >= _second + Second)
            {
                (_second, _heard) = (now, 0);
            }

            if (_rest is null && _heard < MostEach && _waiting.Count < MostEach)
            {
                _heard++;
                _waiting.Enqueue(message);
                return _waiting.Count == 1;
            }

            var isFirst = _rest is null;
            Untold += isFirst ? 0 : 1;
            _rest = _rest?.With(message) ?? message;
            return isFirst;
        }

        public IEnumerable<NotifyMessage> Take(TimeSpan now)
        {
            while (_waiting.TryDequeue(out var message))
            {
                yield return message;
            }

            if (_rest is { } rest && now >= _second + Second)
            {
                (_rest, _second, _heard) = (null, now, 1);
                yield return rest;
            }
        }
    }
}

/// <summary>What is taken at once.</summary>
/// <param name="Messages">Those of one program in the order in which it sent them.</param>
/// <param name="Floods">How many earlier ones of a program were dropped for a later one since this was told last; not more often than once a minute.</param>
internal sealed record Said(IReadOnlyList<(string Id, NotifyMessage Message)> Messages, IReadOnlyList<(string Id, long Dropped)> Floods);
