using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Geo.Core.Imagery;

namespace Geo.Core.Classification.Networks;

/// <summary>A network on the shelf of models: network.onnx beside card.json. Immutable; each thread opens it for itself.</summary>
public sealed class NetworkModel
{
    /// <summary>What a single output channel leaves over.</summary>
    public const string Rest = "other";

    /// <summary>The algorithm that its card names.</summary>
    public const string Algorithm = "onnx";

    private const string OnnxFile = "network.onnx";

    private readonly string _file;

    private NetworkModel(string file, ModelCard card) => (_file, Card) = (file, card);

    /// <summary>Classes, bands and how the network is fed.</summary>
    public ModelCard Card { get; }

    private NetworkCard Feeding => Card.Network!;

    /// <summary>Makes a model folder of an .onnx file; the network is run once before.</summary>
    /// <param name="onnx">Input 1 × bands × height × width, output 1 × classes × height × width, 32-bit floats.</param>
    /// <param name="into">Folder to make.</param>
    /// <param name="name">Of the model.</param>
    /// <param name="bands">What the input's channels are, in order.</param>
    /// <param name="classes">What the output's channels are, in order; a single one is set against <see cref="Rest"/>.</param>
    /// <param name="feeding">A tile of 0 takes the network's own, or 256; a negative rim or overlap an eighth of the tile.</param>
    /// <param name="time">For the card.</param>
    /// <exception cref="InputException">No network, other shapes, or sizes that do not go together; names file and field.</exception>
    public static NetworkModel Import(
        string onnx, string into, string name, IReadOnlyList<BandRole> bands, IReadOnlyList<string> classes, NetworkCard feeding, TimeProvider time)
    {
        if (bands.Count == 0 || bands.Contains(BandRole.Other)) throw new InputException(onnx, "bands", "are not named", "name the input's channels in order, as Blue,Green,Red,Nir");
        if (classes.Count == 0 || classes.Distinct().Count() != classes.Count) throw new InputException(onnx, "classes", "are not named, or one is named twice", "name the output's channels in order");
        using var network = SegmentationNetwork.Open(onnx, bands.Count);
        if (network.Classes != classes.Count)
        {
            throw new InputException(onnx, "classes", $"{classes.Count} are named where the network gives {network.Classes}", "name the output's channels in order");
        }

        int tile = feeding.Tile > 0 ? feeding.Tile : network.FixedSize?.Height ?? 256;
        var fed = feeding with { Tile = tile, Rim = feeding.Rim >= 0 ? feeding.Rim : tile / 8, Overlap = feeding.Overlap >= 0 ? feeding.Overlap : tile / 8 };
        if (network.FixedSize is { } size && size != (tile, tile))
        {
            throw new InputException(onnx, "tile", $"the network takes {size.Height} × {size.Width} pixels, not {tile} × {tile}", "leave --tile away; networks for oblong tiles cannot be used");
        }

        if (tile > 4096 || tile - 2 * fed.Rim - fed.Overlap <= 0)
        {
            throw new InputException(onnx, "tile", $"of {tile} pixels is too large, or rims of {fed.Rim} and {fed.Overlap} shared pixels leave nothing of it", "take tiles of at most 4096 pixels, and smaller rims");
        }

        if (!(float.IsFinite(fed.Scale) && fed.Scale > 0)) throw new InputException(onnx, "scale", "is not above 0", "give what reflectance is multiplied by");
        network.Run(new float[bands.Count * tile * tile], tile, tile);
        ModelCard card = CardOf(onnx, name, bands, classes, fed, time);
        Directory.CreateDirectory(into);
        File.Copy(onnx, Path.Combine(into, OnnxFile));
        File.WriteAllText(Path.Combine(into, "card.json"), card.ToJson());
        return new NetworkModel(Path.Combine(into, OnnxFile), card);
    }

    /// <summary>Loads a model folder.</summary>
    /// <exception cref="NotFoundException">No model there.</exception>
    /// <exception cref="InputException">No network, or not the one that the card was written for.</exception>
    public static NetworkModel Load(string folder)
    {
        string onnx = Path.Combine(folder, OnnxFile), cardFile = Path.Combine(folder, "card.json");
        if (!File.Exists(onnx) || !File.Exists(cardFile)) throw new NotFoundException("model", Path.GetFileName(folder));
        ModelCard card = ModelCard.Load(cardFile);
        if (card.Network is null) throw new InputException(cardFile, "network", "is missing", "import the network again");
        return Hash(onnx, card.Roles, Channels(card), card.Network) == card.ModelHash
            ? new NetworkModel(onnx, card)
            : throw new InputException(onnx, "model_hash", "is not the network that the card describes", "import the network again");
    }

    /// <summary>Opens the network for one thread.</summary>
    internal SegmentationNetwork Open() => SegmentationNetwork.Open(_file, Card.Roles.Count);

    /// <summary>Probabilities of the classes over a window, by a network that <see cref="Open"/> gave.</summary>
    /// <param name="network">Of this thread.</param>
    /// <param name="source">Of this thread; what has no data in a band is fed as 0.</param>
    /// <param name="window">May leave the grid.</param>
    /// <param name="perClass">One a class, at least as long as the window; NaN where a band has no data.</param>
    /// <param name="cancel">Looked at once a tile.</param>
    internal void Evaluate(SegmentationNetwork network, IReflectanceSource source, Window window, float[][] perClass, CancellationToken cancel)
    {
        int count = checked((int)window.PixelCount), channels = network.Classes;
        float[] outputs = new TiledNetwork(network, Feeding.Tile, Feeding.Rim, Feeding.Overlap).Run(window, (part, values) => Feed(source, part, values), cancel);
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < channels; k++) perClass[k][i] = outputs[k * count + i];
            if (Feeding.Logits) Squash(perClass, i, channels);
            if (channels == 1) perClass[1][i] = 1 - perClass[0][i];
        }

        float[] band = new float[count];
        foreach (BandRole role in Card.Roles)
        {
            source.Read(role, window, band);
            for (int i = 0; i < count; i++)
            {
                if (float.IsFinite(band[i])) continue;
                foreach (float[] one in perClass) one[i] = float.NaN;
            }
        }
    }

    private void Feed(IReflectanceSource source, Window window, float[] values)
    {
        int count = checked((int)window.PixelCount);
        for (int b = 0; b < Card.Roles.Count; b++)
        {
            Span<float> band = values.AsSpan(b * count, count);
            source.Read(Card.Roles[b], window, band);
            float scale = Card.Roles[b] == BandRole.Elevation ? 1 : Feeding.Scale;
            for (int i = 0; i < count; i++) band[i] = float.IsFinite(band[i]) ? band[i] * scale : 0;
        }
    }

    private static void Squash(float[][] perClass, int i, int channels)
    {
        if (channels == 1)
        {
            perClass[0][i] = (float)(1 / (1 + Math.Exp(-perClass[0][i])));
            return;
        }

        double highest = perClass.Max(one => (double)one[i]), sum = 0;
        foreach (float[] one in perClass) sum += Math.Exp(one[i] - highest);
        foreach (float[] one in perClass) one[i] = (float)(Math.Exp(one[i] - highest) / sum);
    }

    private static IReadOnlyList<string> Channels(ModelCard card) => card.Classes is [var only, Rest] ? [only] : card.Classes;

    private static ModelCard CardOf(string onnx, string name, IReadOnlyList<BandRole> bands, IReadOnlyList<string> classes, NetworkCard feeding, TimeProvider time) => new()
    {
        Name = name,
        CreatedAt = time.GetUtcNow(),
        ModelHash = Hash(onnx, bands, classes, feeding),
        SamplesHash = "",
        Labels = Path.GetFileName(onnx),
        SceneIds = [],
        Synthetic = false,
        Classes = classes.Count == 1 ? [.. classes, Rest] : [.. classes],
        RowsByClass = new Dictionary<string, int>(),
        Roles = [.. bands],
        Scales = [],
        Predictors = [.. bands.Select(b => "reflectance_" + b.ToString().ToLowerInvariant())],
        Algorithm = Algorithm,
        LeftOut = [],
        Parameters = new Dictionary<string, int>(),
        Folds = new FoldCard(0, 0, 0, 0),
        Scores = null,
        Selection = [],
        Calibration = [],
        Network = feeding,
        Probability = feeding.Logits ? "softmax of the network's output" : "the network's output as it is",
        Versions = new Dictionary<string, string>
        {
            ["geowfc"] = typeof(NetworkModel).Assembly.GetName().Version?.ToString() ?? "",
            ["onnxruntime"] = typeof(Microsoft.ML.OnnxRuntime.InferenceSession).Assembly.GetName().Version?.ToString() ?? "",
        },
    };

    private static string Hash(string onnx, IReadOnlyList<BandRole> bands, IReadOnlyList<string> channels, NetworkCard feeding)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(File.ReadAllBytes(onnx)));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', [.. bands.Select(b => b.ToString()), .. channels,
            string.Create(CultureInfo.InvariantCulture, $"{feeding.Scale:R} {feeding.Logits} {feeding.Tile} {feeding.Rim} {feeding.Overlap}")])));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
