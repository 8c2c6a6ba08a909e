using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Geo.Core.Classification;

/// <summary>
/// Evaluates trees for 256 rows at once without branches. Every value is replaced by its rank among the ensemble's
/// thresholds of that predictor; a tree is worked from its lowest nodes up: a node compares a vector of ranks with one
/// number and blends the leaf numbers of its two sides. What the root holds is each row's leaf, whose value is added to
/// the row's score. Sums run tree by tree in float, as in the scalar form: the same bits.
/// </summary>
/// <typeparam name="T">Ranks and leaf numbers: byte where none exceeds 255, else ushort.</typeparam>
internal sealed class BlendForest<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public const int RowsAtOnce = 256;

    // Vectors lie on cache lines, and columns 256 + 64 bytes apart: at 256 a load would share its low 12 address bits with
    // some store under way in every sixteenth column, and wait for it.
    private const int Line = 64;
    private static readonly int Stride = RowsAtOnce + Line / Unsafe.SizeOf<T>();

    private readonly ThresholdRanks[] _ranks;
    private readonly Program[][] _classes;
    private readonly int _leafSlots;
    private readonly int _slots;

    public BlendForest(IReadOnlyList<FlatTree[]> classes, ThresholdRanks[] ranks)
    {
        _ranks = ranks;
        _leafSlots = classes.SelectMany(c => c).Select(t => t.Leaves.Length).DefaultIfEmpty(1).Max();
        _slots = _leafSlots + classes.SelectMany(c => c).Select(t => t.Left.Length).DefaultIfEmpty(0).Max();
        _classes = [.. classes.Select(trees => trees.Select(t => Compile(t, ranks, _leafSlots)).ToArray())];
    }

    /// <summary>A node: where its ranks, its two sides and its answer lie, and the rank up to which a row goes left.</summary>
    private readonly record struct Step(int Ranks, int Left, int Right, T Limit);

    private sealed record Program(Step[] Steps, float[] Leaves);

    /// <summary>Raw scores of up to any number of rows, each class's bias already in <paramref name="scores"/>.</summary>
    /// <param name="columns">One a predictor.</param>
    /// <param name="from">First row.</param>
    /// <param name="count">At most <see cref="RowsAtOnce"/>.</param>
    /// <param name="scores">A class after the other, <see cref="RowsAtOnce"/> floats each; added to.</param>
    /// <param name="scratch">From <see cref="Scratch"/>; one a thread.</param>
    public void Add(float[][] columns, int from, int count, float[] scores, Memory<T>[] scratch)
    {
        Span<T> ranks = scratch[0].Span, slots = scratch[1].Span;
        Span<int> wide = stackalloc int[RowsAtOnce];
        wide[count..].Clear();
        for (int p = 0; p < _ranks.Length; p++)
        {
            var table = _ranks[p];
            if (table.Count == 0) continue;
            var column = columns[p].AsSpan(from, count);
            table.Of(column, wide);
            Narrow(wide, ranks.Slice(p * Stride, RowsAtOnce));
        }

        for (int k = 0; k < _classes.Length; k++)
        {
            var score = scores.AsSpan(k * RowsAtOnce, RowsAtOnce);
            foreach (var program in _classes[k])
            {
                if (Vector512.IsHardwareAccelerated) Blend512(program.Steps, ranks, slots);
                else Blend(program.Steps, ranks, slots);
                int root = program.Steps.Length == 0 ? 0 : _leafSlots + program.Steps.Length - 1;
                Lookup(slots.Slice(root * Stride, RowsAtOnce), program.Leaves, score);
            }
        }
    }

    /// <summary>Working memory for one thread: ranks, and the slots with the leaf numbers filled in.</summary>
    public Memory<T>[] Scratch()
    {
        var slots = OnLines(_slots * Stride);
        for (int leaf = 0; leaf < _leafSlots; leaf++)
        {
            slots.Span.Slice(leaf * Stride, RowsAtOnce).Fill(T.CreateTruncating(leaf));
        }

        return [OnLines(_ranks.Length * Stride), slots];
    }

    private static Memory<T> OnLines(int count)
    {
        var array = GC.AllocateArray<T>(count + Line / Unsafe.SizeOf<T>(), pinned: true);
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetArrayDataReference(array));
        return array.AsMemory((int)((-address & (Line - 1)) / Unsafe.SizeOf<T>()), count);
    }

    private static void Narrow(ReadOnlySpan<int> wide, Span<T> into)
    {
        for (int i = 0; i < wide.Length; i += Vector<T>.Count)
        {
            var pair = Vector.Narrow(new Vector<int>(wide[i..]), new Vector<int>(wide[(i + Vector<int>.Count)..]));
            if (typeof(T) == typeof(byte))
            {
                var next = Vector.Narrow(new Vector<int>(wide[(i + 2 * Vector<int>.Count)..]), new Vector<int>(wide[(i + 3 * Vector<int>.Count)..]));
                Vector.Narrow(pair, next).As<sbyte, T>().CopyTo(into[i..]);
            }
            else
            {
                pair.As<short, T>().CopyTo(into[i..]);
            }
        }
    }

    // Four vectors a turn: 256 rows of bytes are one turn, as the turns cost as much as what is done in them.
    private void Blend512(Step[] steps, Span<T> ranks, Span<T> slots)
    {
        ref T rank0 = ref MemoryMarshal.GetReference(ranks);
        ref T slot0 = ref MemoryMarshal.GetReference(slots);
        ref T answer = ref Unsafe.Add(ref slot0, _leafSlots * Stride);
        nuint one = (nuint)Vector512<T>.Count;
        foreach (ref readonly var step in steps.AsSpan())
        {
            ref T rank = ref Unsafe.Add(ref rank0, step.Ranks);
            ref T left = ref Unsafe.Add(ref slot0, step.Left);
            ref T right = ref Unsafe.Add(ref slot0, step.Right);
            var limit = Vector512.Create(step.Limit);
            for (nuint i = 0; i < RowsAtOnce; i += 4 * one)
            {
                Choose(ref rank, ref left, ref right, ref answer, limit, i);
                Choose(ref rank, ref left, ref right, ref answer, limit, i + one);
                Choose(ref rank, ref left, ref right, ref answer, limit, i + 2 * one);
                Choose(ref rank, ref left, ref right, ref answer, limit, i + 3 * one);
            }

            answer = ref Unsafe.Add(ref answer, Stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose(ref T rank, ref T left, ref T right, ref T answer, Vector512<T> limit, nuint at)
    {
        var goesLeft = Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref rank, at), limit);
        Vector512.ConditionalSelect(goesLeft, Vector512.LoadUnsafe(ref left, at), Vector512.LoadUnsafe(ref right, at)).StoreUnsafe(ref answer, at);
    }

    private void Blend(Step[] steps, Span<T> ranks, Span<T> slots)
    {
        ref T rank0 = ref MemoryMarshal.GetReference(ranks);
        ref T slot0 = ref MemoryMarshal.GetReference(slots);
        int answer = _leafSlots * Stride;
        foreach (ref readonly var step in steps.AsSpan())
        {
            // One lane a row; 256 rows are 8 vectors of 32 bytes (16 of ushort).
            var limit = new Vector<T>(step.Limit);
            for (int i = 0; i < RowsAtOnce; i += Vector<T>.Count)
            {
                var left = Vector.LoadUnsafe(ref slot0, (nuint)(step.Left + i));
                var right = Vector.LoadUnsafe(ref slot0, (nuint)(step.Right + i));
                var goesLeft = Vector.LessThanOrEqual(Vector.LoadUnsafe(ref rank0, (nuint)(step.Ranks + i)), limit);
                Vector.ConditionalSelect(goesLeft, left, right).StoreUnsafe(ref slot0, (nuint)(answer + i));
            }

            answer += Stride;
        }
    }

    private static void Lookup(ReadOnlySpan<T> leaves, float[] values, Span<float> score)
    {
        if (typeof(T) == typeof(byte) && values.Length == 32)
        {
            ref byte leaf0 = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(leaves));
            if (Avx512F.IsSupported)
            {
                Lookup512(ref leaf0, values, score);
                return;
            }

            if (Avx2.IsSupported)
            {
                Lookup256(ref leaf0, values, score);
                return;
            }
        }

        for (int i = 0; i < score.Length; i++) score[i] += values[int.CreateTruncating(leaves[i])];
    }

    // 16 rows at once: one permute looks 16 leaf numbers up in a table of 32 floats.
    private static void Lookup512(ref byte leaf0, float[] values, Span<float> score)
    {
        ref float score0 = ref MemoryMarshal.GetReference(score);
        var low = Vector512.Create(values, 0);
        var high = Vector512.Create(values, 16);
        for (nuint i = 0; i < RowsAtOnce; i += 16)
        {
            var leaf = Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref leaf0, i));
            var value = Avx512F.PermuteVar16x32x2(low, leaf, high);
            (Vector512.LoadUnsafe(ref score0, i) + value).StoreUnsafe(ref score0, i);
        }
    }

    // 8 rows at once: four tables of 8 floats, chosen by bits 3 and 4 of the leaf number, moved into the sign bit.
    private static void Lookup256(ref byte leaf0, float[] values, Span<float> score)
    {
        ref float score0 = ref MemoryMarshal.GetReference(score);
        var (a, b) = (Vector256.Create(values, 0), Vector256.Create(values, 8));
        var (c, d) = (Vector256.Create(values, 16), Vector256.Create(values, 24));
        for (nuint i = 0; i < RowsAtOnce; i += 16)
        {
            var bytes = Vector128.LoadUnsafe(ref leaf0, i);
            for (nuint half = 0; half < 16; half += 8)
            {
                var leaf = Avx2.ConvertToVector256Int32(bytes);
                var bit3 = Vector256.ShiftLeft(leaf, 28).AsSingle();
                var low = Avx.BlendVariable(Avx2.PermuteVar8x32(a, leaf), Avx2.PermuteVar8x32(b, leaf), bit3);
                var high = Avx.BlendVariable(Avx2.PermuteVar8x32(c, leaf), Avx2.PermuteVar8x32(d, leaf), bit3);
                var value = Avx.BlendVariable(low, high, Vector256.ShiftLeft(leaf, 27).AsSingle());
                (Vector256.LoadUnsafe(ref score0, i + half) + value).StoreUnsafe(ref score0, i + half);
                bytes = Sse2.ShiftRightLogical128BitLane(bytes, 8);
            }
        }
    }

    private static Program Compile(FlatTree tree, ThresholdRanks[] ranks, int leafSlots)
    {
        var order = tree.ChildrenFirst();
        var place = new int[order.Count];
        for (int i = 0; i < order.Count; i++) place[order[i]] = leafSlots + i;
        var steps = order.Select(node => new Step(
            tree.Predictor[node] * Stride,
            Slot(tree.Left[node]) * Stride,
            Slot(tree.Right[node]) * Stride,
            T.CreateChecked(ranks[tree.Predictor[node]].IndexOf(tree.Threshold[node])))).ToArray();

        // Tables of up to 32 leaves are filled up to 32, the size that the permutes take.
        var leaves = tree.Leaves.Length < 32 ? [.. tree.Leaves, .. new float[32 - tree.Leaves.Length]] : tree.Leaves;
        return new Program(steps, leaves);

        int Slot(int child) => child >= 0 ? place[child] : ~child;
    }
}
