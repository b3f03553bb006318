using System.Collections.Immutable;

namespace WConsole.Terminal.Widgets;

/// <summary>Which nodes are folded, and which one is selected. A value that its owner keeps.</summary>
public sealed record TreeState(ImmutableHashSet<string> Folded, Viewport View)
{
    public static TreeState Empty { get; } = new([], default);

    /// <summary>The nodes that are seen: none below a folded one.</summary>
    public IReadOnlyList<TreeNode> Seen(IReadOnlyList<TreeNode> nodes)
    {
        var seen = new List<TreeNode>(nodes.Count);
        var hidden = int.MaxValue;
        foreach (var node in nodes)
        {
            if (node.Depth > hidden)
            {
                continue;
            }

            hidden = Folded.Contains(node.Key) ? node.Depth : int.MaxValue;
            seen.Add(node);
        }

        return seen;
    }

    /// <summary>The selected node; null in an empty tree.</summary>
    public TreeNode? Selected(IReadOnlyList<TreeNode> nodes) => Seen(nodes) is { Count: > 0 } seen ? seen[Math.Clamp(View.Selected, 0, seen.Count - 1)] : null;

    public TreeState Move(IReadOnlyList<TreeNode> nodes, int delta) => this with { View = View.Move(delta, Seen(nodes).Count) };

    /// <summary>Folds the selected node, or goes to its parent when it is folded or has nothing below it.</summary>
    public TreeState Close(IReadOnlyList<TreeNode> nodes)
    {
        var seen = Seen(nodes);
        if (seen.Count == 0)
        {
            return this;
        }

        var at = Math.Clamp(View.Selected, 0, seen.Count - 1);
        if (at + 1 < seen.Count && seen[at + 1].Depth > seen[at].Depth)
        {
            return this with { Folded = Folded.Add(seen[at].Key) };
        }

        for (var i = at - 1; i >= 0; i--)
        {
            if (seen[i].Depth < seen[at].Depth)
            {
                return this with { View = View.Select(i, seen.Count) };
            }
        }

        return this;
    }

    /// <summary>Unfolds the selected node.</summary>
    public TreeState Open(IReadOnlyList<TreeNode> nodes) => Selected(nodes) is { } node ? this with { Folded = Folded.Remove(node.Key) } : this;
}
