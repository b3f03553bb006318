namespace WConsole.Tui.Logs;

/// <summary>Where whoever reads a log puts what was read. Any thread.</summary>
public interface ILogIntake
{
    /// <summary>Takes bytes as they stood in the file; waits while more is there than was shown.</summary>
    /// <param name="file">Which of several files of the one whose log it is: their lines must not run into each other.</param>
    /// <param name="isOld">Whether they were there before anybody looked: when they came is not known.</param>
    ValueTask TakeAsync(int file, ReadOnlyMemory<byte> bytes, bool isOld, CancellationToken cancellationToken);

    /// <summary>Says one line about the reading itself: what is read, skipped, or cannot be read and why.</summary>
    void Say(string note);
}
