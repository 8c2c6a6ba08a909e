using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Geo.Core.Classification;

/// <summary>The trees of one class against the rest, and how their sum becomes a probability.</summary>
internal sealed record FlatEnsemble(FlatTree[] Trees, float Bias, PlattScaling Calibration);

/// <summary>An ensemble a class, flattened into arrays; immutable, any number of threads.</summary>
internal sealed class FlatForest
{
    private readonly FlatEnsemble[] _classes;
    private readonly BlendForest<byte>? _bytes;
    private readonly BlendForest<ushort>? _words;
    private readonly Lazy<CellTrees?> _cells;

    public FlatForest(IReadOnlyList<FlatEnsemble> classes, int predictors)
    {
        (_classes, Predictors) = ([.. classes], predictors);
        var nodes = new List<float>[predictors];
        for (int p = 0; p < predictors; p++) nodes[p] = [];
        foreach (var tree in _classes.SelectMany(c => c.Trees))
        {
            for (int n = 0; n < tree.Left.Length; n++) nodes[tree.Predictor[n]].Add(tree.Threshold[n]);
        }

        var ranks = nodes.Select(n => new ThresholdRanks(n)).ToArray();
        Ranks = ranks;
        var trees = _classes.Select(c => c.Trees).ToArray();
        int leaves = trees.SelectMany(t => t).Select(t => t.Leaves.Length).DefaultIfEmpty(1).Max();

        // A rank may be 255 (above all 255 thresholds) and leaf numbers end at 255: both still fit a byte.
        if (ranks.All(r => r.Count <= byte.MaxValue) && leaves <= byte.MaxValue + 1) _bytes = new(trees, ranks);
        else _words = new(trees, ranks);
        _cells = new(() => CellTrees.Of(this));
    }

    public int Predictors { get; }

    /// <summary>The thresholds of each predictor.</summary>
    public IReadOnlyList<ThresholdRanks> Ranks { get; }

    public IReadOnlyList<FlatEnsemble> Classes => _classes;

    /// <summary>What a <see cref="CellForest"/> cuts down; null where the trees are too large for it.</summary>
    public CellTrees? Cells => _cells.Value;

    /// <summary>True where every rank fits a byte.</summary>
    public bool RanksAreBytes => _bytes is not null;

    /// <summary>Raw scores, one array a class: the sum of the trees in their order, and the bias.</summary>
    public void Scores(float[][] columns, int count, float[][] scores)
    {
        if (_bytes is not null) Scores(_bytes.Add, _bytes.Scratch(), columns, count, scores);
        else Scores(_words!.Add, _words!.Scratch(), columns, count, scores);
    }

    /// <summary>The same, row by row and tree by tree: the definition.</summary>
    public void ScoresOneByOne(float[][] columns, int count, float[][] scores)
    {
        Span<float> row = stackalloc float[Predictors];
        for (int i = 0; i < count; i++)
        {
            for (int p = 0; p < row.Length; p++) row[p] = columns[p][i];
            for (int k = 0; k < _classes.Length; k++)
            {
                float sum = _classes[k].Bias;
                foreach (var tree in _classes[k].Trees) sum += tree.Of(row);
                scores[k][i] = sum;
            }
        }
    }

    /// <summary>Name of the trees, whatever file they came in: SHA-256 over classes, predictors, trees and calibration.</summary>
    public string Hash(IEnumerable<string> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', names)));
        Span<byte> number = stackalloc byte[8];
        foreach (var ensemble in _classes)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(number, ensemble.Calibration.Slope);
            hash.AppendData(number);
            BinaryPrimitives.WriteDoubleLittleEndian(number, ensemble.Calibration.Offset);
            hash.AppendData(number);
            Floats([ensemble.Bias]);
            foreach (var tree in ensemble.Trees)
            {
                Ints(tree.Left);
                Ints(tree.Right);
                Ints(tree.Predictor);
                Floats(tree.Threshold);
                Floats(tree.Leaves);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Ints(int[] values)
        {
            var bytes = new byte[4 * values.Length + 4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, values.Length);
            for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i + 4), values[i]);
            hash.AppendData(bytes);
        }

        void Floats(float[] values) => Ints([.. values.Select(BitConverter.SingleToInt32Bits)]);
    }

    private delegate void Adder<T>(float[][] columns, int from, int count, float[] scores, Memory<T>[] scratch);

    private void Scores<T>(Adder<T> add, Memory<T>[] scratch, float[][] columns, int count, float[][] scores)
    {
        const int rows = TreeBlends<byte>.RowsAtOnce;
        var block = new float[_classes.Length * rows];
        for (int from = 0; from < count; from += rows)
        {
            int n = Math.Min(rows, count - from);
            for (int k = 0; k < _classes.Length; k++) block.AsSpan(k * rows, rows).Fill(_classes[k].Bias);
            add(columns, from, n, block, scratch);
            for (int k = 0; k < _classes.Length; k++) block.AsSpan(k * rows, n).CopyTo(scores[k].AsSpan(from));
        }
    }
}
