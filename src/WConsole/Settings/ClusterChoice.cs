using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>Which cluster is worked on. A closed list: <see cref="Chosen"/>, <see cref="Wrong"/>.</summary>
public abstract record ClusterChoice
{
    private const string LocalRedis = "redis://127.0.0.1:6379/0";

    private ClusterChoice()
    {
    }

    /// <param name="Cluster">With its passwords read.</param>
    /// <param name="Guessed">True when nothing is configured and the local Redis is only tried.</param>
    /// <param name="Warnings">One line each; work goes on.</param>
    public sealed record Chosen(ClusterSettings Cluster, bool Guessed, ImmutableArray<string> Warnings) : ClusterChoice;

    public sealed record Wrong(SettingsProblem Problem) : ClusterChoice;

    /// <summary>Flags before variables before files; a broker given directly before a name; nothing at all: the local Redis.</summary>
    public static ClusterChoice Choose(ConsoleSettings settings, SettingsInputs inputs)
    {
        var flags = inputs.Flags;
        var (brokers, names) = (flags.Brokers, settings.Clusters.Select(c => c.Name).ToList());
        if (!brokers.IsEmpty)
        {
            return flags.Cluster is null ? AdHoc(brokers, "--broker", inputs) : Refuse("--broker", "--cluster and --broker both name a cluster", "give one of them");
        }

        if (flags.Cluster is null && inputs.Variable("WCONSOLE_BROKER") is { } broker)
        {
            return inputs.Variable("WCONSOLE_CLUSTER") is null
                ? AdHoc([broker], "WCONSOLE_BROKER", inputs)
                : Refuse("WCONSOLE_BROKER", "WCONSOLE_CLUSTER and WCONSOLE_BROKER both name a cluster", "unset one of them");
        }

        if (settings.Cluster is { } wanted)
        {
            return settings.Clusters.FirstOrDefault(c => c.Name == wanted) is { } named ? WithPasswords(named, inputs) : Unknown(wanted, names);
        }

        return settings.Clusters switch
        {
            [] => Guess(inputs),
            [var only] => WithPasswords(only, inputs),
            _ => Refuse("settings", $"there are several clusters: {string.Join(", ", names)}", $"pick one with -c {names[0]}, or write cluster: {names[0]} into the settings"),
        };
    }

    private static ClusterChoice Guess(SettingsInputs inputs) =>
        AdHoc([LocalRedis], "built-in", inputs) is Chosen chosen ? chosen with { Guessed = true } : throw new InvalidOperationException("the built-in broker is one that can be used");

    private static ClusterChoice AdHoc(ImmutableArray<string> brokers, string origin, SettingsInputs inputs)
    {
        var sources = ImmutableArray.CreateBuilder<SourceSettings>();
        var places = new List<string>();
        var warnings = ImmutableArray.CreateBuilder<string>();
        foreach (var url in brokers)
        {
            var seen = inputs.Look(url);
            if (seen.Wrong is { } wrong)
            {
                return Refuse(origin, wrong, seen.Remedy);
            }

            if (seen.HasPassword && origin == "--broker")
            {
                warnings.Add("a password on the command line is seen by every user of this host; WCONSOLE_BROKER or password_file in the settings is better");
            }

            if (seen.Warning is { } warning)
            {
                warnings.Add(warning);
            }

            places.Add(seen.Place);
            sources.Add(new SourceSettings(SourceFile.DefaultName(sources.Count), url, seen.Masked, null, null, null, CelerySettings.Default, null, origin, 0));
        }

        return new Chosen(new ClusterSettings(string.Join('+', places), ClusterSettings.Development, false, sources.ToImmutable(), origin), false, warnings.ToImmutable());
    }

    private static ClusterChoice WithPasswords(ClusterSettings cluster, SettingsInputs inputs)
    {
        var sources = ImmutableArray.CreateBuilder<SourceSettings>();
        foreach (var source in cluster.Sources)
        {
            var (password, problem) = SourcePassword.Read(source, inputs);
            if (problem is not null)
            {
                return new Wrong(problem);
            }

            sources.Add(source with { Password = password });
        }

        return new Chosen(cluster with { Sources = sources.ToImmutable() }, false, []);
    }

    private static Wrong Unknown(string wanted, List<string> names)
    {
        var near = Nearest.Of(wanted, names);
        return Refuse("settings", $"there is no cluster '{wanted}'",
            names.Count == 0 ? "no settings file names a cluster; give -b redis://HOST:6379/0"
            : near is null ? $"there are: {string.Join(", ", names)}" : $"did you mean '{near}'?");
    }

    private static Wrong Refuse(string origin, string what, string remedy) => new(new SettingsProblem(origin, 0, what, remedy));
}
