using System.Buffers;

namespace Geo.Core.Tiles.Mvt;

/// <summary>Where numbers are kept, by their bits: a table with open places, each with number and index beside each other; on borrowed memory.</summary>
internal sealed class RealIndexes : IDisposable
{
    private const int Least = 1024;
    private (ulong Bits, int Index)[] _places = Borrow(Least); // index 0: free
    private int _mask = Least - 1, _taken;

    /// <summary>The index of a number; 0 where it is new: then one is to be set.</summary>
    public ref int Of(ulong bits)
    {
        if (2 * _taken > _mask) Grow();
        ref var place = ref Place(bits);
        if (place.Index == 0)
        {
            place.Bits = bits;
            _taken++;
        }

        return ref place.Index;
    }

    private ref (ulong Bits, int Index) Place(ulong bits)
    {
        const ulong golden = 0x9E3779B97F4A7C15;
        var places = _places;
        // The upper half of a product with an odd number depends on every bit.
        int at = (int)((bits ^ (bits >> 32)) * golden >> 32) & _mask;
        while (places[at].Index != 0 && places[at].Bits != bits) at = (at + 1) & _mask;
        return ref places[at];
    }

    private void Grow()
    {
        var (old, count) = (_places, _mask + 1);
        _places = Borrow(2 * count);
        _mask = 2 * count - 1;
        foreach (var one in old.AsSpan(0, count))
        {
            if (one.Index != 0) Place(one.Bits) = one;
        }

        ArrayPool<(ulong, int)>.Shared.Return(old);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_places.Length > 0) ArrayPool<(ulong, int)>.Shared.Return(_places);
        _places = [];
    }

    // The pool gives a power of two or more: only so many are used and cleared.
    private static (ulong, int)[] Borrow(int count)
    {
        var places = ArrayPool<(ulong, int)>.Shared.Rent(count);
        places.AsSpan(0, count).Clear();
        return places;
    }
}
