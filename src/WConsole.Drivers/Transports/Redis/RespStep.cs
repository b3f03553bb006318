namespace WConsole.Drivers.Transports.Redis;

/// <summary>What a call of <see cref="RespReader.Read"/> came to.</summary>
public enum RespStep
{
    /// <summary>The input is used up and the reply is not complete.</summary>
    NeedMore,

    /// <summary>One complete reply; input may be left for the next.</summary>
    Value,

    /// <summary>Not RESP2, or over a limit: see <see cref="RespReader.Fault"/>. The reader stays in this state.</summary>
    Fault,
}
