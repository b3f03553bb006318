using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>One node of a tree, its nodes in the order they are read. Key: what it is known by while the tree changes. Depth: 0 for a root.</summary>
public readonly record struct TreeNode(string Key, string Text, int Depth, Role Role = Role.Text);
