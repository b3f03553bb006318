namespace WConsole.Terminal.Widgets;

/// <summary>The rows of a table. Only those that are seen are asked for, so a hundred thousand cost no more than fifty.</summary>
public interface ITableRows
{
    int Count { get; }

    RowLook Look(int row);

    TableCell Cell(int row, int column);
}
