using System.Buffers.Binary;
using System.Text;

namespace Geo.Testing;

/// <summary>Writes the few messages of onnx.proto that a box filter with a threshold needs.</summary>
internal static class OnnxFile
{
    /// <summary>Conv with ones (5 × 5, zero padding of 2) over all bands, then 1 where the sum is above the threshold.</summary>
    public static void BoxAndThreshold(string path, int bands, float threshold, params string[] shape)
    {
        byte[] weights = Tensor("weights", [1, bands, 5, 5], [.. Enumerable.Repeat(1f, bands * 25)]);
        byte[] limit = Tensor("limit", [1], [threshold]);
        byte[] conv = [.. Field(1, "x"), .. Field(1, "weights"), .. Field(2, "sum"), .. Field(4, "Conv"), .. Field(5, [.. Field(1, "pads"), .. Number(8, 2), .. Number(8, 2), .. Number(8, 2), .. Number(8, 2), .. Number(20, 7)])];
        byte[] greater = [.. Field(1, "sum"), .. Field(1, "limit"), .. Field(2, "above"), .. Field(4, "Greater")];
        byte[] cast = [.. Field(1, "above"), .. Field(2, "y"), .. Field(4, "Cast"), .. Field(5, [.. Field(1, "to"), .. Number(3, 1), .. Number(20, 2)])];
        string[] input = shape.Length > 0 ? shape : ["1", $"{bands}", "h", "w"];
        byte[] graph = [.. Field(1, conv), .. Field(1, greater), .. Field(1, cast), .. Field(2, "box"), .. Field(5, weights), .. Field(5, limit),
            .. Field(11, Value("x", input)), .. Field(12, Value("y", ["1", "1", .. input.Length == 4 ? input[2..] : ["h", "w"]]))];
        File.WriteAllBytes(path, [.. Number(1, 8), .. Field(7, graph), .. Field(8, [.. Field(1, ""), .. Number(2, 13)])]);
    }

    private static byte[] Tensor(string name, int[] dims, float[] values)
    {
        byte[] raw = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(4 * i), values[i]);
        return [.. dims.SelectMany(d => Number(1, d)), .. Number(2, 1), .. Field(8, name), .. Field(9, raw)];
    }

    private static byte[] Value(string name, string[] shape)
    {
        byte[] dims = [.. shape.SelectMany(d => Field(1, int.TryParse(d, out int n) ? Number(1, n) : Field(2, d)))];
        return [.. Field(1, name), .. Field(2, Field(1, [.. Number(1, 1), .. Field(2, dims)]))];
    }

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes) => [.. Varint(number << 3 | 2), .. Varint(bytes.Length), .. bytes];

    private static byte[] Number(int number, int value) => [.. Varint(number << 3), .. Varint(value)];

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
