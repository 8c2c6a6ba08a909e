namespace Geo.Core.Tiles.Mvt;

/// <summary>Where numbers are kept, by their bits: a table with open places, each with number and index beside each other.</summary>
internal sealed class RealIndexes
{
    private const int Least = 1024;
    private (ulong Bits, int Index)[] _places = new (ulong, int)[Least]; // index 0: free
    private int _taken;

    /// <summary>The index of a number; 0 where it is new: then one is to be set.</summary>
    public ref int Of(ulong bits)
    {
        if (2 * _taken > _places.Length) Grow();
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
        int at = (int)((bits ^ (bits >> 32)) * golden >> 32) & (places.Length - 1);
        while (places[at].Index != 0 && places[at].Bits != bits) at = (at + 1) & (places.Length - 1);
        return ref places[at];
    }

    private void Grow()
    {
        var old = _places;
        _places = new (ulong, int)[4 * old.Length];
        foreach (var one in old)
        {
            if (one.Index != 0) Place(one.Bits) = one;
        }
    }
}
