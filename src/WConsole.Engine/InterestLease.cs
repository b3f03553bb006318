using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>One owner's wishes on the interest board: replaced as the owner's needs change, withdrawn by disposing.</summary>
public sealed class InterestLease : IDisposable
{
    private readonly InterestBoard _board;

    internal InterestLease(string owner, InterestBoard board)
    {
        Owner = owner;
        _board = board;
    }

    public string Owner { get; }

    /// <summary>What it wants; the board alone changes it, under its lock.</summary>
    internal ImmutableArray<Interest> Wanted { get; set; } = [];

    /// <summary>Wants exactly these from now on.</summary>
    public void Replace(ImmutableArray<Interest> interests) => _board.Replace(this, interests);

    public void Dispose() => _board.Replace(this, null);
}
