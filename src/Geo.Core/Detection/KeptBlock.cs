using System.Runtime.InteropServices;

namespace Geo.Core.Detection;

/// <summary>A decided block as bytes and back: what a checkpoint keeps of it. Blocks with probabilities are not kept.</summary>
internal static class KeptBlock
{
    /// <summary>The block as bytes.</summary>
    /// <param name="block">Without probabilities.</param>
    /// <param name="withClasses">False where no class raster is written: runs and counts do.</param>
    public static byte[] Write(BlockResult block, bool withClasses)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Window w = block.Block;
        foreach (int value in (int[])[w.Col, w.Row, w.Width, w.Height, block.PixelsByClass.Length, block.Runs.Count]) writer.Write(value);
        writer.Write(MemoryMarshal.AsBytes<long>(block.PixelsByClass));
        foreach (PixelRun run in block.Runs)
        {
            foreach (int value in (int[])[run.Row, run.From, run.To, run.Class, run.ProbabilityMax]) writer.Write(value);
            writer.Write(run.ProbabilitySum);
        }

        if (withClasses) writer.Write(block.Classes);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>The block of the bytes; null where they are of another window or number of classes.</summary>
    public static BlockResult? Read(byte[] bytes, Window window, int classes, bool withClasses)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            var found = new Window(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            int count = reader.ReadInt32(), runs = reader.ReadInt32();
            if (found != window || count != classes) return null;
            var byClass = new long[classes];
            for (int k = 0; k < classes; k++) byClass[k] = reader.ReadInt64();
            var list = new List<PixelRun>(runs);
            for (int i = 0; i < runs; i++)
            {
                int row = reader.ReadInt32(), from = reader.ReadInt32(), to = reader.ReadInt32(), one = reader.ReadInt32(), largest = reader.ReadInt32();
                list.Add(new PixelRun(row, from, to, (byte)one, reader.ReadInt64(), largest));
            }

            byte[] pixels = withClasses ? reader.ReadBytes(checked((int)window.PixelCount)) : [];
            return withClasses && pixels.Length != window.PixelCount ? null : new BlockResult(window, pixels, list, byClass, null);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}
