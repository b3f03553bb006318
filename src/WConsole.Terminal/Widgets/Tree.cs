using System.Text;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>A tree as indented lines with guides; a folded node says that there is more.</summary>
public static class Tree
{
    public static (TreeState State, TableView View) Draw(Frame frame, Theme theme, IReadOnlyList<TreeNode> nodes, TreeState state)
    {
        var seen = state.Seen(nodes);
        var view = ListPane.Draw(frame, theme, seen.Count, i => new TextLine(Guides(seen, i, frame.Drawing) + seen[i].Text + More(seen[i], state), seen[i].Role), state.View);
        return (state with { View = view.Viewport }, view);
    }

    private static string More(TreeNode node, TreeState state) => state.Folded.Contains(node.Key) ? " …" : "";

    // Read out, lines would be noise: indentation is enough.
    private static string Guides(IReadOnlyList<TreeNode> seen, int index, Drawing drawing)
    {
        var depth = seen[index].Depth;
        if (depth == 0 || drawing == Drawing.Words)
        {
            return new string(' ', depth * 2);
        }

        var guides = new StringBuilder();
        for (var level = 1; level < depth; level++)
        {
            guides.Append(GoesOn(seen, index, level) ? "│  " : "   ");
        }

        return guides.Append(GoesOn(seen, index, depth) ? "├─ " : "└─ ").ToString();
    }

    // Whether a later node stands at this depth before one nearer to the root does.
    private static bool GoesOn(IReadOnlyList<TreeNode> seen, int index, int level)
    {
        for (var i = index + 1; i < seen.Count && seen[i].Depth >= level; i++)
        {
            if (seen[i].Depth == level)
            {
                return true;
            }
        }

        return false;
    }
}
