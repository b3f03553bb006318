using System.Collections;

namespace WConsole.Fleet.State;

/// <summary>
/// A list with one owner whose pictures are cheap: a picture shares the pages, and a page is copied only when it changes afterwards.
/// </summary>
internal sealed class PagedList<T>
{
    private const int PageSize = 64;

    private readonly List<T[]> _pages = [];
    private readonly List<bool> _shared = [];

    public int Count { get; private set; }

    public T this[int index]
    {
        get => _pages[index / PageSize][index % PageSize];
        set => Own(index / PageSize)[index % PageSize] = value;
    }

    public void Add(T item)
    {
        if (Count == _pages.Count * PageSize)
        {
            _pages.Add(new T[PageSize]);
            _shared.Add(false);
        }

        Count++;
        this[Count - 1] = item;
    }

    /// <summary>Removes by moving the last item into the place; the order is not kept.</summary>
    public void RemoveAt(int index)
    {
        this[index] = this[Count - 1];
        this[Count - 1] = default!;
        Count--;
        if (Count == (_pages.Count - 1) * PageSize)
        {
            _pages.RemoveAt(_pages.Count - 1);
            _shared.RemoveAt(_shared.Count - 1);
        }
    }

    /// <summary>An immutable picture of the list as it is now.</summary>
    public IReadOnlyList<T> Picture()
    {
        for (var i = 0; i < _shared.Count; i++)
        {
            _shared[i] = true;
        }

        return new Pages([.. _pages], Count);
    }

    private T[] Own(int page)
    {
        if (_shared[page])
        {
            _pages[page] = (T[])_pages[page].Clone();
            _shared[page] = false;
        }

        return _pages[page];
    }

    private sealed class Pages(T[][] pages, int count) : IReadOnlyList<T>
    {
        public int Count => count;

        public T this[int index] => (uint)index < (uint)count
            ? pages[index / PageSize][index % PageSize]
            : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<T> GetEnumerator()
        {
            for (var i = 0; i < count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
