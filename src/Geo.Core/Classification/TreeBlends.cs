using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Geo.Core.Classification;

/// <summary>
/// The inner loops of tree evaluation: a tree worked from its lowest nodes up for many rows at once, and the leaf values
/// looked up. Working memory lies in columns of <see cref="RowsAtOnce"/> rows, <see cref="Stride"/> elements apart.
/// </summary>
/// <typeparam name="T">Ranks and leaf numbers: byte or ushort.</typeparam>
internal static class TreeBlends<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public const int RowsAtOnce = 256;

    /// <summary>Rows are worked in multiples of this: a full vector of 512 bits of bytes.</summary>
    public const int Granule = 64;

    // Vectors lie on cache lines, and columns 256 + 64 bytes apart: at 256 a load would share its low 12 address bits with
    // some store under way in every sixteenth column, and wait for it.
    private const int Line = 64;
    public static readonly int Stride = RowsAtOnce + Line / Unsafe.SizeOf<T>();

    /// <summary>The most leaves whose values permutes look up; beyond, one by one is no slower.</summary>
    private const int MostPermuted = 128;
    private const int Chunk = 32;

    /// <summary>A node: where its ranks and its two sides lie, and the rank up to which a row goes left.</summary>
    public readonly record struct Step(int Ranks, int Left, int Right, T Limit);

    /// <summary>Length of a tree's table of leaf values: filled up to what the permutes take.</summary>
    public static int TableLength(int leaves) => leaves <= MostPermuted ? (leaves + Chunk - 1) / Chunk * Chunk : leaves;

    /// <summary>Memory whose columns begin on cache lines.</summary>
    public static Memory<T> OnLines(int count)
    {
        var array = GC.AllocateArray<T>(count + Line / Unsafe.SizeOf<T>(), pinned: true);
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetArrayDataReference(array));
        return array.AsMemory((int)((-address & (Line - 1)) / Unsafe.SizeOf<T>()), count);
    }

    /// <summary>Columns of the leaf numbers 0, 1, …, then room for the answers of the nodes.</summary>
    public static Memory<T> Slots(int leaves, int nodes)
    {
        var slots = OnLines((leaves + nodes) * Stride);
        for (int leaf = 0; leaf < leaves; leaf++) slots.Span.Slice(leaf * Stride, RowsAtOnce).Fill(T.CreateTruncating(leaf));
        return slots;
    }

    /// <summary>Cuts whole numbers down to <typeparamref name="T"/>; the length is a multiple of <see cref="Granule"/>.</summary>
    public static void Narrow(ReadOnlySpan<int> wide, Span<T> into)
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

    /// <summary>Works the steps in order; the answer of step i goes to slot <paramref name="firstAnswer"/> + i.</summary>
    /// <param name="steps">Children before parents.</param>
    /// <param name="ranks">A column a predictor.</param>
    /// <param name="slots">Leaf numbers, then answers.</param>
    /// <param name="firstAnswer">Number of the first answer's slot.</param>
    /// <param name="rows">A multiple of <see cref="Granule"/>.</param>
    public static void Blend(ReadOnlySpan<Step> steps, Span<T> ranks, Span<T> slots, int firstAnswer, int rows)
    {
        ref T rank0 = ref MemoryMarshal.GetReference(ranks);
        ref T slot0 = ref MemoryMarshal.GetReference(slots);
        ref T answer = ref Unsafe.Add(ref slot0, firstAnswer * Stride);
        if (Vector512.IsHardwareAccelerated)
        {
            if (rows == RowsAtOnce) Whole512(steps, ref rank0, ref slot0, ref answer);
            else Part512(steps, ref rank0, ref slot0, ref answer, rows);
            return;
        }

        foreach (ref readonly var step in steps)
        {
            // One lane a row; 256 rows are 8 vectors of 32 bytes (16 of ushort).
            var limit = new Vector<T>(step.Limit);
            for (int i = 0; i < rows; i += Vector<T>.Count)
            {
                var left = Vector.LoadUnsafe(ref slot0, (nuint)(step.Left + i));
                var right = Vector.LoadUnsafe(ref slot0, (nuint)(step.Right + i));
                var goesLeft = Vector.LessThanOrEqual(Vector.LoadUnsafe(ref rank0, (nuint)(step.Ranks + i)), limit);
                Vector.ConditionalSelect(goesLeft, left, right).StoreUnsafe(ref answer, (nuint)i);
            }

            answer = ref Unsafe.Add(ref answer, Stride);
        }
    }

    // Four vectors a turn: 256 rows of bytes are one turn, as the turns cost as much as what is done in them.
    private static void Whole512(ReadOnlySpan<Step> steps, ref T rank0, ref T slot0, ref T answer)
    {
        nuint one = (nuint)Vector512<T>.Count;
        foreach (ref readonly var step in steps)
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

    private static void Part512(ReadOnlySpan<Step> steps, ref T rank0, ref T slot0, ref T answer, int rows)
    {
        foreach (ref readonly var step in steps)
        {
            ref T rank = ref Unsafe.Add(ref rank0, step.Ranks);
            ref T left = ref Unsafe.Add(ref slot0, step.Left);
            ref T right = ref Unsafe.Add(ref slot0, step.Right);
            var limit = Vector512.Create(step.Limit);
            for (nuint i = 0; i < (nuint)rows; i += (nuint)Vector512<T>.Count) Choose(ref rank, ref left, ref right, ref answer, limit, i);
            answer = ref Unsafe.Add(ref answer, Stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose(ref T rank, ref T left, ref T right, ref T answer, Vector512<T> limit, nuint at)
    {
        var goesLeft = Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref rank, at), limit);
        Vector512.ConditionalSelect(goesLeft, Vector512.LoadUnsafe(ref left, at), Vector512.LoadUnsafe(ref right, at)).StoreUnsafe(ref answer, at);
    }

    /// <summary>Adds the value of each row's leaf to its score.</summary>
    /// <param name="leaves">Leaf numbers.</param>
    /// <param name="values">Of <see cref="TableLength"/>.</param>
    /// <param name="score">A multiple of <see cref="Granule"/> rows.</param>
    public static void Lookup(ReadOnlySpan<T> leaves, ReadOnlySpan<float> values, Span<float> score)
    {
        if (values.Length <= MostPermuted && Avx512F.IsSupported) Lookup512(leaves, values, score);
        else if (values.Length <= MostPermuted && Avx2.IsSupported) Lookup256(leaves, values, score);
        else for (int i = 0; i < score.Length; i++) score[i] += values[int.CreateTruncating(leaves[i])];
    }

    // 16 rows at once: one permute looks 16 leaf numbers up in 32 floats, by their five lowest bits; the other bits choose
    // among the permutes.
    private static void Lookup512(ReadOnlySpan<T> leaves, ReadOnlySpan<float> values, Span<float> score)
    {
        ref T leaf0 = ref MemoryMarshal.GetReference(leaves);
        ref float value0 = ref MemoryMarshal.GetReference(values);
        ref float score0 = ref MemoryMarshal.GetReference(score);
        var (low, high) = (Vector512.LoadUnsafe(ref value0), Vector512.LoadUnsafe(ref value0, 16));
        if (values.Length == Chunk)
        {
            for (nuint i = 0; i < (nuint)score.Length; i += 16)
            {
                var value = Avx512F.PermuteVar16x32x2(low, Widened512(ref leaf0, i), high);
                (Vector512.LoadUnsafe(ref score0, i) + value).StoreUnsafe(ref score0, i);
            }

            return;
        }

        for (nuint i = 0; i < (nuint)score.Length; i += 16)
        {
            var leaf = Widened512(ref leaf0, i);
            var value = Avx512F.PermuteVar16x32x2(low, leaf, high);
            for (nuint from = Chunk; from < (nuint)values.Length; from += Chunk)
            {
                var next = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref value0, from), leaf, Vector512.LoadUnsafe(ref value0, from + 16));
                value = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(leaf, Vector512.Create((int)from)).AsSingle(), next, value);
            }

            (Vector512.LoadUnsafe(ref score0, i) + value).StoreUnsafe(ref score0, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widened512(ref T leaf0, nuint at) => typeof(T) == typeof(byte)
        ? Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref Unsafe.As<T, byte>(ref leaf0), at))
        : Avx512F.ConvertToVector512Int32(Vector256.LoadUnsafe(ref Unsafe.As<T, ushort>(ref leaf0), at));

    // 8 rows at once: four tables of 8 floats, chosen by bits 3 and 4 of the leaf number, moved into the sign bit.
    private static void Lookup256(ReadOnlySpan<T> leaves, ReadOnlySpan<float> values, Span<float> score)
    {
        ref T leaf0 = ref MemoryMarshal.GetReference(leaves);
        ref float value0 = ref MemoryMarshal.GetReference(values);
        ref float score0 = ref MemoryMarshal.GetReference(score);
        for (nuint i = 0; i < (nuint)score.Length; i += 8)
        {
            var leaf = Widened256(ref leaf0, i);
            var (bit3, bit4) = (Vector256.ShiftLeft(leaf, 28).AsSingle(), Vector256.ShiftLeft(leaf, 27).AsSingle());
            var value = Vector256<float>.Zero;
            for (nuint from = 0; from < (nuint)values.Length; from += Chunk)
            {
                var (a, b) = (Vector256.LoadUnsafe(ref value0, from), Vector256.LoadUnsafe(ref value0, from + 8));
                var (c, d) = (Vector256.LoadUnsafe(ref value0, from + 16), Vector256.LoadUnsafe(ref value0, from + 24));
                var low = Avx.BlendVariable(Avx2.PermuteVar8x32(a, leaf), Avx2.PermuteVar8x32(b, leaf), bit3);
                var high = Avx.BlendVariable(Avx2.PermuteVar8x32(c, leaf), Avx2.PermuteVar8x32(d, leaf), bit3);
                var next = Avx.BlendVariable(low, high, bit4);
                value = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(leaf, Vector256.Create((int)from)).AsSingle(), next, value);
            }

            (Vector256.LoadUnsafe(ref score0, i) + value).StoreUnsafe(ref score0, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widened256(ref T leaf0, nuint at) => typeof(T) == typeof(byte)
        ? Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref leaf0, at)))).AsByte())
        : Avx2.ConvertToVector256Int32(Vector128.LoadUnsafe(ref Unsafe.As<T, ushort>(ref leaf0), at));

    /// <summary>Adds several numbers to every score, one after the other: in float the order counts.</summary>
    public static void AddInOrder(ReadOnlySpan<float> numbers, Span<float> score)
    {
        // Four chains at once hide the latency of an addition.
        int width = Vector<float>.Count;
        for (int i = 0; i < score.Length; i += 4 * width)
        {
            ref float at = ref score[i];
            var (a, b) = (Vector.LoadUnsafe(ref at), Vector.LoadUnsafe(ref at, (nuint)width));
            var (c, d) = (Vector.LoadUnsafe(ref at, (nuint)(2 * width)), Vector.LoadUnsafe(ref at, (nuint)(3 * width)));
            foreach (float number in numbers)
            {
                var one = new Vector<float>(number);
                (a, b, c, d) = (a + one, b + one, c + one, d + one);
            }

            a.StoreUnsafe(ref at);
            b.StoreUnsafe(ref at, (nuint)width);
            c.StoreUnsafe(ref at, (nuint)(2 * width));
            d.StoreUnsafe(ref at, (nuint)(3 * width));
        }
    }
}
