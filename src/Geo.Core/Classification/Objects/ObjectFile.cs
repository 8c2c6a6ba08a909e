using System.Security.Cryptography;

namespace Geo.Core.Classification.Objects;

/// <summary>A candidate as the second stage learns from it.</summary>
/// <param name="Class">Class of the first stage.</param>
/// <param name="TrueArea">Number of the true object that it lies on; <see cref="False"/> for a false alarm, <see cref="Unlabelled"/> where nobody has said what it is.</param>
/// <param name="Fold">Fold of the ground.</param>
/// <param name="Attributes">In the stage's order.</param>
/// <param name="Reviewed">Place of an object on which a person gave a verdict; empty for those of the training. Such an object is learned from, and no measure of what is kept: people look at doubtful ones.</param>
internal sealed record ObjectSample(string Class, int TrueArea, int Fold, IReadOnlyList<double> Attributes, string Reviewed = "")
{
    public const int False = -1, Unlabelled = -2;

    public bool IsReviewed => Reviewed.Length > 0;
}

/// <summary>objects.bin of a model: the trees of the second stage, and the candidates that they were learned from, for whoever learns on.</summary>
/// <param name="Trees">Of each class; classes learned together share theirs.</param>
/// <param name="Samples">What was learned from.</param>
internal sealed record ObjectFile(IReadOnlyDictionary<string, ObjectTrees> Trees, IReadOnlyList<ObjectSample> Samples)
{
    public const string Name = "objects.bin";
    private const int Form = 1;

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>Writes it into a model folder.</summary>
    public void Write(string folder) => File.WriteAllBytes(Path.Combine(folder, Name), ToBytes());

    /// <summary>Reads it from a model folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="hash">As the card has it.</param>
    /// <exception cref="InputException">Missing, or another file than the card's.</exception>
    public static ObjectFile Read(string folder, string hash)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path)) throw new InputException(path, null, "is missing: the card speaks of a second stage", "restore the file or train the model again");
        byte[] bytes = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash)
        {
            throw new InputException(path, null, "is not the file that the card describes", "restore the folder or train the model again");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadInt32() != Form) throw new InputException(path, "form", "is of a later version", "use the version that trained it, or train again");
        var trees = new Dictionary<string, ObjectTrees>();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string name = reader.ReadString();
            trees.Add(name, new ObjectTrees(
                Many(reader, r => r.ReadInt32()), Many(reader, r => r.ReadInt16()), Many(reader, r => r.ReadDouble()), Many(reader, r => r.ReadInt32())));
        }

        return new ObjectFile(trees, Many(reader, r => new ObjectSample(r.ReadString(), r.ReadInt32(), r.ReadInt32(), Many(r, x => x.ReadDouble()), r.ReadString())));
    }

    private byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Form);
        writer.Write(Trees.Count);
        foreach (var (name, trees) in Trees)
        {
            writer.Write(name);
            Put(writer, trees.Roots, writer.Write);
            Put(writer, trees.Attribute, writer.Write);
            Put(writer, trees.Value, writer.Write);
            Put(writer, trees.Left, writer.Write);
        }

        Put(writer, Samples, sample =>
        {
            writer.Write(sample.Class);
            writer.Write(sample.TrueArea);
            writer.Write(sample.Fold);
            Put(writer, sample.Attributes, writer.Write);
            writer.Write(sample.Reviewed);
        });
        writer.Flush();
        return stream.ToArray();
    }

    private static void Put<T>(BinaryWriter writer, IReadOnlyList<T> values, Action<T> put)
    {
        writer.Write(values.Count);
        foreach (T value in values) put(value);
    }

    private static T[] Many<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var values = new T[reader.ReadInt32()];
        for (int i = 0; i < values.Length; i++) values[i] = read(reader);
        return values;
    }
}
