using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>What a launcher shows of one program. Moments are monotonic since boot, the same for every process of this host.</summary>
/// <param name="State">Its state; its report included.</param>
/// <param name="StartRetries">Of its group, so that "try 2 of 5" can be said.</param>
/// <param name="Stop">How it is asked to end.</param>
/// <param name="WaitsFor">Programs that must be ready first, and a process that must end first; empty unless it waits.</param>
/// <param name="Command">Program first.</param>
/// <param name="LogFile">Of its last run; null when there was none.</param>
/// <param name="PreviousLogFile">Of the run before.</param>
/// <param name="LastLine">The last line of its log, while it runs as far as it was looked at.</param>
/// <param name="Usage">Null when it was not measured.</param>
public sealed record ProgramStatus(
    string Id,
    string Group,
    int Index,
    FrameworkId Framework,
    ProgramState State,
    int StartRetries,
    StopRule Stop,
    bool Leaves,
    bool Outdated,
    ImmutableArray<string> WaitsFor,
    ImmutableArray<string> Command,
    string WorkingDirectory,
    int? Port,
    string? Node,
    string? LogFile,
    string? PreviousLogFile,
    string? LastLine,
    ProgramUsage? Usage);

/// <summary>What all processes of a program take together.</summary>
/// <param name="Processes">How many there are.</param>
/// <param name="Cpu">Share of one processor since the last look; null at the first.</param>
/// <param name="Memory">Resident bytes, shared pages counted in each.</param>
public sealed record ProgramUsage(int Processes, double? Cpu, long Memory);
