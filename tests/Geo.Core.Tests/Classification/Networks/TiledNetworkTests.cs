using Geo.Core.Classification.Networks;
using Geo.Testing;

namespace Geo.Core.Tests.Classification.Networks;

public class TiledNetworkTests
{
    private const int Width = 97, Height = 61, Bands = 2;
    private const float Limit = 26;

    private static readonly float[] Image = Noise(new Random(7));

    [Theory]
    [InlineData(32, 2, 4)]
    [InlineData(25, 5, 3)]
    [InlineData(64, 2, 0)]
    public void Any_tiling_equals_the_direct_computation_bit_for_bit(int tile, int rim, int overlap)
    {
        using var folder = new TemporaryFolder();
        OnnxFile.BoxAndThreshold(folder.File("box.onnx"), Bands, Limit);
        using var network = SegmentationNetwork.Open(folder.File("box.onnx"), Bands);
        float[] direct = network.Run(Image, Height, Width);
        var tiled = new TiledNetwork(network, tile, rim, overlap);

        // Written out: the sum of 5 × 5 pixels of both bands, outside 0.
        int wrong = Enumerable.Range(0, Width * Height).Count(i => direct[i] != (Sum(i % Width, i / Width) > Limit ? 1 : 0));
        Assert.Equal(0, wrong);
        Assert.InRange(direct.Average(), 0.1f, 0.9f);
        Assert.Equal(direct, tiled.Run(new Window(0, 0, Width, Height), Read, default));
        foreach (int size in new[] { 13, 40 })
        {
            foreach (Window block in new Window(0, 0, Width, Height).Blocks(size))
            {
                float[] part = tiled.Run(block, Read, default);
                Assert.Equal(Enumerable.Range(0, part.Length).Select(i => direct[(block.Row + i / block.Width) * Width + block.Col + i % block.Width]), part);
            }
        }
    }

    [Theory]
    [InlineData("3 bands", "1", "3", "h", "w")]
    [InlineData("1 × 2 × ?", "1", "2", "h")]
    [InlineData("4 × 2 × ? × ?", "4", "2", "h", "w")]
    public void A_wrong_input_shape_is_refused_by_file_and_field(string says, params string[] shape)
    {
        using var folder = new TemporaryFolder();
        OnnxFile.BoxAndThreshold(folder.File("box.onnx"), shape[1] == "3" ? 3 : 2, Limit, shape);
        var refusal = Assert.Throws<InputException>(() => SegmentationNetwork.Open(folder.File("box.onnx"), Bands));
        Assert.Equal(folder.File("box.onnx"), refusal.Where);
        if (shape.Length == 4) Assert.Equal("input x", refusal.Field);
        if (shape.Length == 4) Assert.Contains(says, refusal.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Mend);
    }

    [Fact]
    public void A_file_that_is_no_network_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("notes.onnx"), "these are notes");
        Assert.Throws<InputException>(() => SegmentationNetwork.Open(folder.File("notes.onnx"), Bands));
    }

    private static float[] Noise(Random random) => [.. Enumerable.Range(0, Bands * Width * Height).Select(_ => random.NextSingle())];

    private static double Sum(int col, int row)
    {
        double sum = 0;
        for (int i = 0; i < 25 * Bands; i++) sum += At(i / 25, col + i % 25 % 5 - 2, row + i % 25 / 5 - 2);
        return sum;
    }

    private static float At(int band, int col, int row) => col < 0 || row < 0 || col >= Width || row >= Height ? 0 : Image[(band * Height + row) * Width + col];

    private static void Read(Window window, float[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int inBand = i % (window.Width * window.Height);
            values[i] = At(i / (window.Width * window.Height), window.Col + inBand % window.Width, window.Row + inBand / window.Width);
        }
    }
}
