using WConsole.Cli.Output;

namespace WConsole.Cli;

/// <summary>A finished listing, printed: data, problems, and the number for scripts.</summary>
internal static class Printed
{
    public static ExitCode List<T>(Call call, Listing<T> listing, ListingFrame frame)
    {
        call.Host.Streams.Data(listing.Text(call.Format, frame));
        foreach (var problem in frame.Problems)
        {
            call.Host.Streams.Say($"wconsole: {problem}");
        }

        return frame.Complete ? ExitCode.Done : ExitCode.Partial;
    }
}
