using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Geo.Core.Classification.Networks;

/// <summary>
/// A segmentation network of a bureau's own (ONNX): input 1 × bands × height × width, output 1 × classes × height × width,
/// both float. One thread at a time; the network itself runs on one thread, so that sums have one order.
/// </summary>
public sealed class SegmentationNetwork : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _input, _output;

    private SegmentationNetwork(InferenceSession session, string input, string output, int bands, int classes, (int Height, int Width)? fixedSize) =>
        (_session, _input, _output, Bands, Classes, FixedSize) = (session, input, output, bands, classes, fixedSize);

    /// <summary>Bands of the input.</summary>
    public int Bands { get; }

    /// <summary>Channels of the output.</summary>
    public int Classes { get; }

    /// <summary>Height and width where the network takes no other; null where it takes any.</summary>
    public (int Height, int Width)? FixedSize { get; }

    /// <summary>Opens a network and checks its shapes.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="bands">Bands that it will be given.</param>
    /// <exception cref="InputException">No network, or of other shapes; names file and field.</exception>
    public static SegmentationNetwork Open(string path, int bands)
    {
        if (!File.Exists(path)) throw new InputException(path, null, "there is no such file", "name the .onnx file");
        InferenceSession session;
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
            session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InputException(path, null, $"is no network that can be run ({e.Message.ReplaceLineEndings(" ")})", "export it again as ONNX", e);
        }

        try
        {
            var (input, inputShape) = Only(path, "input", session.InputMetadata);
            var (output, outputShape) = Only(path, "output", session.OutputMetadata);
            if (inputShape[1] > 0 && inputShape[1] != bands)
            {
                throw new InputException(path, $"input {input}", $"takes {inputShape[1]} bands where {bands} are given", "name the bands that it was trained with, in its order");
            }

            if (outputShape[1] <= 0) throw new InputException(path, $"output {output}", "does not say its number of classes", "export it with a fixed number of output channels");
            bool isFixed = inputShape[2] > 0 && inputShape[3] > 0;
            for (int axis = 2; axis < 4; axis++)
            {
                if (inputShape[axis] > 0 && outputShape[axis] > 0 && inputShape[axis] != outputShape[axis])
                {
                    throw new InputException(path, $"output {output}", $"is {outputShape[axis]} long where the input is {inputShape[axis]}", "use a network whose output is as large as its input");
                }
            }

            return new SegmentationNetwork(session, input, output, bands, outputShape[1], isFixed ? (inputShape[2], inputShape[3]) : null);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs the network on one tile.</summary>
    /// <param name="values">bands × height × width.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <returns>classes × height × width.</returns>
    public float[] Run(float[] values, int height, int width)
    {
        var tensor = new DenseTensor<float>(values, [1, Bands, height, width]);
        using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_input, tensor)], [_output]);
        float[] result = [.. results[0].AsEnumerable<float>()];
        return result.Length == Classes * height * width
            ? result
            : throw new InputException("the network", $"output {_output}", $"gives {result.Length} values for {height} × {width} pixels", "use a network whose output is as large as its input");
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => _session.Dispose();

    private static (string Name, int[] Shape) Only(string path, string side, IReadOnlyDictionary<string, NodeMetadata> all)
    {
        if (all.Count != 1) throw new InputException(path, side, $"there are {all.Count} of them", "export it with one input and one output");
        var (name, one) = all.First();
        string field = $"{side} {name}";
        if (one.ElementType != typeof(float)) throw new InputException(path, field, $"holds {one.ElementType?.Name ?? "no tensor"}", "export it with 32-bit floats");
        int[] shape = one.Dimensions;
        if (shape.Length != 4 || shape[0] > 1)
        {
            throw new InputException(path, field, $"has the shape {string.Join(" × ", shape.Select(n => n > 0 ? $"{n}" : "?"))}", "export it as 1 × channels × height × width");
        }

        return (name, shape);
    }
}
