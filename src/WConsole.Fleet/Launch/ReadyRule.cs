namespace WConsole.Fleet.Launch;

/// <summary>When a program that was started may be called ready. Within <paramref name="Limit"/> an unmet rule kills nothing. A closed list.</summary>
/// <param name="Limit">After this it is told as not ready; the program lives on.</param>
public abstract record ReadyRule(TimeSpan Limit)
{
    /// <summary>How long a program may take to get ready when nothing is said.</summary>
    public static TimeSpan DefaultLimit { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Texts of the rule that may hold placeholders.</summary>
    public virtual IReadOnlyList<string> Texts => [];

    /// <summary>The rule with its placeholders filled in.</summary>
    /// <param name="fill">Text with placeholders → text without.</param>
    public virtual ReadyRule Fill(Func<string, string> fill) => this;

    /// <summary>Ready once it lived for <see cref="RestartRule.StartSecs"/>.</summary>
    public sealed record ByStartSecs(TimeSpan Limit) : ReadyRule(Limit);

    /// <summary>Ready once its framework answers for it under <see cref="Program.Node"/>.</summary>
    public sealed record ByReply(TimeSpan Limit) : ReadyRule(Limit);

    /// <summary>Ready once a line of its log has a match.</summary>
    /// <param name="Pattern">A regular expression without look-around or back references (it is run in linear time).</param>
    public sealed record ByLogLine(string Pattern, TimeSpan Limit) : ReadyRule(Limit);

    /// <summary>Ready once a GET is answered with a status from 200 to 399.</summary>
    public sealed record ByHttp(string Url, TimeSpan Limit) : ReadyRule(Limit)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Texts => [Url];

        /// <inheritdoc/>
        public override ReadyRule Fill(Func<string, string> fill) => this with { Url = fill(Url) };
    }

    /// <summary>Ready once a TCP connection is taken.</summary>
    /// <param name="Host">Of this machine, as a rule 127.0.0.1.</param>
    /// <param name="Port">A number, or a text with <c>${port}</c>.</param>
    public sealed record ByTcp(string Host, string Port, TimeSpan Limit) : ReadyRule(Limit)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Texts => [Host, Port];

        /// <inheritdoc/>
        public override ReadyRule Fill(Func<string, string> fill) => this with { Host = fill(Host), Port = fill(Port) };
    }

    /// <summary>Ready once it sends <c>READY=1</c> to <c>NOTIFY_SOCKET</c>.</summary>
    public sealed record ByNotify(TimeSpan Limit) : ReadyRule(Limit);
}
