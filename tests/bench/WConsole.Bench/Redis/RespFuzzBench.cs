using WConsole.Drivers.Transports.Redis;
using WConsole.Tests.Drivers.Transports;

namespace WConsole.Bench.Redis;

/// <summary><c>fuzz-resp [rounds [seed]]</c>: mutated replies through the decoder, a million by default.</summary>
internal static class RespFuzzBench
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
        var seed = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1;
        var start = TimeProvider.System.GetTimestamp();
        var outcome = RespFuzz.Run(seed, rounds, new RespLimits { MaxBulkBytes = 1 << 20, MaxReplyBytes = 1 << 20, MaxElements = 10_000 });
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await output.WriteLineAsync($"{outcome.Rounds} mutated streams in {seconds:0.00} s: {outcome.Values} replies, {outcome.Faults} refused, at most {outcome.LargestRoundBytes} B taken by one".AsMemory(), token);
        return 0;
    }
}
