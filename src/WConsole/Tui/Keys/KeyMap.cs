using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Settings;
using WConsole.Terminal.Input;

namespace WConsole.Tui.Keys;

/// <summary>Which key means what for this operator: the tables' own keys, and over them what the settings say. Immutable.</summary>
internal sealed class KeyMap
{
    private readonly Dictionary<KeyId, ImmutableArray<KeyChord>> _keys;
    private readonly Dictionary<ActionId, ImmutableArray<KeyChord>> _actions;
    private readonly Dictionary<KeyChord, List<KeyRow>> _rows = [];
    private readonly Dictionary<KeyChord, ActionInfo> _infos = [];

    private KeyMap(Dictionary<KeyId, ImmutableArray<KeyChord>> keys, Dictionary<ActionId, ImmutableArray<KeyChord>> actions)
    {
        (_keys, _actions) = (keys, actions);
        foreach (var row in KeyTable.All)
        {
            foreach (var chord in keys[row.Id])
            {
                (_rows.TryGetValue(chord, out var rows) ? rows : _rows[chord] = []).Add(row);
            }
        }

        foreach (var info in ActionTable.All)
        {
            foreach (var chord in actions[info.Id])
            {
                _infos.TryAdd(chord, info);
            }
        }
    }

    public static KeyMap Default { get; } = new(
        KeyTable.All.ToDictionary(r => r.Id, r => r.Chords), ActionTable.All.ToDictionary(a => a.Id, a => ImmutableArray.Create(KeyTable.Chord(a.Key))));

    /// <summary>What can be together on one screen: within each a key means one thing.</summary>
    public static ImmutableArray<KeyPlace> Screens { get; } =
        [KeyPlace.Table | KeyPlace.Worker, KeyPlace.Table | KeyPlace.Local, KeyPlace.Page | KeyPlace.Worker, KeyPlace.Page | KeyPlace.Search | KeyPlace.Log, KeyPlace.List];

    /// <summary>Everything that a key can be given to, by the names that the settings use.</summary>
    public static IEnumerable<string> Names => ActionTable.All.Select(a => a.Id.Value).Concat(KeyTable.All.Where(r => r.Id != KeyId.Favourite).Select(r => KeyNames.Of(r.Id)));

    /// <summary>The tables' keys with these in their place. What is wrong is told with its line; a key never means two things.</summary>
    public static (KeyMap Map, ImmutableArray<SettingsProblem> Problems) Of(ImmutableArray<KeySetting> settings)
    {
        if (settings.IsEmpty)
        {
            // Most starts: to look for conflicts that cannot be costs 25 ms of them.
            return (Default, []);
        }

        var problems = ImmutableArray.CreateBuilder<SettingsProblem>();
        var (keys, actions) = (new Dictionary<KeyId, ImmutableArray<KeyChord>>(Default._keys), new Dictionary<ActionId, ImmutableArray<KeyChord>>(Default._actions));
        foreach (var setting in settings)
        {
            var chords = Chords(setting, problems);
            if (ActionTable.All.FirstOrDefault(a => a.Id.Value == setting.Name) is { } info)
            {
                actions[info.Id] = chords;
            }
            else if (KeyTable.All.FirstOrDefault(r => KeyNames.Of(r.Id) == setting.Name && r.Id != KeyId.Favourite) is not { } row)
            {
                var near = Nearest.Of(setting.Name, Names);
                problems.Add(new(setting.Origin, setting.Line, $"nothing on the screen is named '{setting.Name}'", near is null ? $"there are: {string.Join(", ", Names)}" : $"did you mean '{near}'?"));
            }
            else if (chords.IsEmpty && row.Id is KeyId.Leave or KeyId.Back)
            {
                problems.Add(new(setting.Origin, setting.Line, $"{setting.Name} needs a key", "give it one: without it nobody finds the way out"));
            }
            else
            {
                keys[row.Id] = chords;
            }
        }

        problems.AddRange(Conflicts(settings, keys, actions));
        return (new KeyMap(keys, actions), problems.ToImmutable());
    }

    /// <summary>What a key means at a place; null when nothing.</summary>
    public KeyId? Find(KeyChord chord, KeyPlace place) => _rows.GetValueOrDefault(chord)?.Find(r => (r.Where & place) != 0)?.Id;

    /// <summary>The action whose key this is; null when none.</summary>
    public ActionInfo? Action(KeyChord chord) => _infos.GetValueOrDefault(chord);

    public ImmutableArray<KeyChord> Chords(KeyId id) => _keys[id];

    /// <summary>The key of a command as it is written; empty when it has none.</summary>
    public string Name(KeyId id) => _keys[id] is [var first, ..] ? KeyTable.Name(first) : "";

    /// <summary>All its keys.</summary>
    public string AllNames(KeyId id) => id == KeyId.Favourite ? "0 … 9" : string.Join("  ", _keys[id].Select(KeyTable.Name));

    /// <inheritdoc cref="Name(KeyId)"/>
    public string Name(ActionId id) => _actions[id] is [var first, ..] ? KeyTable.Name(first) : "";

    private static ImmutableArray<KeyChord> Chords(KeySetting setting, ImmutableArray<SettingsProblem>.Builder problems)
    {
        var chords = ImmutableArray.CreateBuilder<KeyChord>();
        foreach (var text in setting.Chords)
        {
            if (KeyChord.Parse(text) is not { } chord)
            {
                problems.Add(new(setting.Origin, setting.Line, $"'{text}' names no key", "write one like x, X, space, enter, f5, ctrl-r, shift-up"));
            }
            else
            {
                chords.Add(chord);
            }
        }

        return chords.ToImmutable();
    }

    // Of two that want one key, the one that the settings speak of is wrong; of two such, the later.
    private static IEnumerable<SettingsProblem> Conflicts(
        ImmutableArray<KeySetting> settings, Dictionary<KeyId, ImmutableArray<KeyChord>> keys, Dictionary<ActionId, ImmutableArray<KeyChord>> actions)
    {
        var all = ActionTable.All.SelectMany(a => actions[a.Id].Select(c => (Chord: c, Name: a.Id.Value, Where: KeyPlace.Worker)))
            .Concat(KeyTable.All.SelectMany(r => keys[r.Id].Select(c => (Chord: c, Name: KeyNames.Of(r.Id), r.Where))));
        foreach (var same in all.GroupBy(k => k.Chord))
        {
            var uses = same.Distinct().ToList();
            var met = uses.Where(u => uses.Any(o => o.Name != u.Name && Screens.Any(s => (s & u.Where) != 0 && (s & o.Where) != 0))).ToList();
            if (settings.LastOrDefault(s => met.Any(u => u.Name == s.Name)) is { } setting)
            {
                var mine = met.First(u => u.Name == setting.Name);
                var other = met.First(o => o.Name != setting.Name && Screens.Any(s => (s & mine.Where) != 0 && (s & o.Where) != 0)).Name;
                yield return new(setting.Origin, setting.Line, $"the key '{same.Key}' means {other} already", $"take another key, or give {other} one of its own under keys:");
            }
        }
    }
}
