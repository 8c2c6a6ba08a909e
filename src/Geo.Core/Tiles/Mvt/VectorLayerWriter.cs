using System.Text;

namespace Geo.Core.Tiles.Mvt;

/// <summary>
/// One layer of a Mapbox vector tile, 2.1 (https://github.com/mapbox/vector-tile-spec): for each feature first its shape,
/// then its properties, then <see cref="Add"/>. Tiles of several layers are their bytes one after the other.
/// </summary>
/// <param name="name">The layer's name.</param>
/// <param name="plane">The tile.</param>
/// <param name="keys">Names of the properties; they are meant by their place here.</param>
/// <param name="features">About how many will come.</param>
public sealed class VectorLayerWriter(string name, TilePlane plane, IReadOnlyList<string> keys, int features = 0) : IDisposable
{
    private const int Version = 2, LayerField = 3, UsualFeatureBytes = 96;
    private readonly ShapeEncoder _shape = new(plane);
    private readonly ValueTable _values = new();
    private readonly Repeats[] _repeats = new Repeats[keys.Count];
    private readonly (StoredText Last, StoredText Before)[] _texts = new (StoredText, StoredText)[keys.Count];
    private readonly ByteSink _features = new(Math.Max(4096, features * UsualFeatureBytes)), _tags = new();

    /// <summary>Features added.</summary>
    public int Count { get; private set; }

    /// <summary>Polygons whose rounding had to be repaired.</summary>
    public int Repaired => _shape.Repaired;

    /// <summary>The shape of the next feature.</summary>
    /// <param name="wkb">Well-known binary in longitude and latitude.</param>
    /// <returns>False where it is not in the tile: there is no such feature then.</returns>
    public bool Shape(ReadOnlySpan<byte> wkb)
    {
        _tags.Clear();
        return _shape.Encode(wkb);
    }

    /// <summary>A square of units instead of the next feature's own shape.</summary>
    public void Square(int left, int top, int side, bool asPoint)
    {
        _tags.Clear();
        _shape.EncodeSquare(left, top, side, asPoint);
    }

    /// <summary>A property of the feature.</summary>
    public void Text(int key, ReadOnlySpan<byte> utf8)
    {
        // Many columns say one or two things row after row.
        ref var texts = ref _texts[key];
        if (!_values.Is(texts.Last, utf8))
        {
            texts = (texts.Before, texts.Last);
            if (!_values.Is(texts.Last, utf8)) texts.Last = _values.Text(utf8, ref _repeats[key]);
        }

        Tag(key, texts.Last.Index);
    }

    /// <summary>A property of the feature.</summary>
    public void Real(int key, double value) => Tag(key, _values.Real(value, ref _repeats[key]));

    /// <summary>A property of the feature.</summary>
    public void Whole(int key, long value) => Tag(key, _values.Whole(value, ref _repeats[key]));

    /// <summary>A property of the feature.</summary>
    public void Flag(int key, bool value) => Tag(key, _values.Flag(value, ref _repeats[key]));

    /// <summary>Ends the feature.</summary>
    /// <param name="id">Its number.</param>
    public void Add(ulong id)
    {
        int length = 1 + ByteSink.SizeOf(id) + 1 + ByteSink.SizeOf((ulong)_tags.Length) + _tags.Length + 2
            + 1 + ByteSink.SizeOf((ulong)_shape.Commands.Length) + _shape.Commands.Length;
        _features.Byte(2 << 3 | 2);
        _features.Varint((ulong)length);
        _features.Byte(1 << 3);
        _features.Varint(id);
        _features.Field(2, _tags.Written);
        _features.Byte(3 << 3);
        _features.Byte((byte)_shape.Kind);
        _features.Field(4, _shape.Commands.Written);
        Count++;
    }

    /// <summary>The tile with this layer; empty where it has no feature, as a layer must have one.</summary>
    public byte[] Finish()
    {
        if (Count == 0) return [];
        using var head = new ByteSink();
        head.Byte(15 << 3);
        head.Varint(Version);
        head.Field(1, Encoding.UTF8.GetBytes(name));
        using var tail = new ByteSink(keys.Count * 32 + 16);
        foreach (string key in keys) tail.Field(3, Encoding.UTF8.GetBytes(key));
        int keyBytes = tail.Length;
        tail.Byte(5 << 3);
        tail.Varint(TilePlane.Side);
        int length = head.Length + _features.Length + tail.Length + _values.Written.Length;
        using var start = new ByteSink();
        start.Byte(LayerField << 3 | 2);
        start.Varint((ulong)length);
        byte[] tile = GC.AllocateUninitializedArray<byte>(start.Length + length);
        Span<byte> rest = tile;
        Take(start.Written, ref rest);
        Take(head.Written, ref rest);
        Take(_features.Written, ref rest);
        Take(tail.Written[..keyBytes], ref rest);
        Take(_values.Written, ref rest);
        Take(tail.Written[keyBytes..], ref rest);
        return tile;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shape.Dispose();
        _values.Dispose();
        _features.Dispose();
        _tags.Dispose();
    }

    private static void Take(ReadOnlySpan<byte> part, ref Span<byte> into)
    {
        part.CopyTo(into);
        into = into[part.Length..];
    }

    private void Tag(int key, int value)
    {
        _tags.Pair((uint)key, (uint)value);
    }
}
