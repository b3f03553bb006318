using System.Collections.Immutable;
using WConsole.Engine;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Fleet.State;

namespace WConsole.Tests.Engine;

/// <summary>A source of something that may not be there: nobody hears of it, or waits for it, before it is.</summary>
public sealed class AbsentSourceTests : IAsyncDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"wconsole-absent-{Guid.NewGuid():N}");
    private readonly FakeSource _there = new("there");
    private readonly FakeSource _absent = new("absent") { MayBeAbsent = true };
    private readonly FleetEngine _engine;

    public AbsentSourceTests()
    {
        _engine = new FleetEngine(new EngineOptions("shop", "ops1", _directory, t => t, _ => { }), [_there, _absent], new ManualTime());
        _engine.Start();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task It_is_unknown_and_nobody_waits_for_it_until_it_connects()
    {
        ImmutableArray<Interest> nothing = [];
        var there = await _there.NextConnectionAsync(Token);
        var absent = await _absent.NextConnectionAsync(Token);
        there.Connect();
        await SeesAsync(s => s.Sources is [{ Id.Value: "there", Phase: SourcePhase.Connected }]);
        Assert.True(_engine.Judge(nothing).Picture.Complete);

        absent.Connect();
        var both = await SeesAsync(s => s.Sources.Length == 2);
        Assert.Equal(SourcePhase.Connected, both.Single(s => s.Id.Value == "absent").Phase);
    }

    [Fact(Timeout = 30_000)]
    public async Task Once_it_was_there_its_loss_is_told_as_any_other()
    {
        (await _there.NextConnectionAsync(Token)).Connect();
        var absent = await _absent.NextConnectionAsync(Token);
        absent.Connect();
        await SeesAsync(s => s.Sources.Length == 2);
        absent.Ended.SetResult(new SourceEnd(SourceFault.Lost, "it has ended"));
        var lost = await SeesAsync(s => s.Sources.Any(x => x.Phase == SourcePhase.Retrying));
        Assert.Equal("it has ended", lost.Single(s => s.Id.Value == "absent").Why);
        Assert.Equal(["it has ended"], _engine.Judge([]).Picture.Problems);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private async Task<ImmutableArray<SourceState>> SeesAsync(Func<FleetSnapshot, bool> holds) =>
        (await _engine.WhenAsync(holds, TimeSpan.FromMinutes(1), Token) ?? throw new Xunit.Sdk.XunitException("not seen")).Sources;
}
