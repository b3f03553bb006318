using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>What a text given as broker URL turned out to be.</summary>
public abstract record BrokerUrlReading
{
    private BrokerUrlReading()
    {
    }

    /// <summary>The servers to try in turn; never empty.</summary>
    public sealed record Urls(ImmutableArray<BrokerUrl> Servers) : BrokerUrlReading
    {
        public BrokerUrl First => Servers[0];
    }

    /// <summary>Why it is none, and what to write instead. Passwords are masked in both.</summary>
    public sealed record Problem(string What, string Remedy) : BrokerUrlReading
    {
        public override string ToString() => $"{What}; {Remedy}";
    }
}
