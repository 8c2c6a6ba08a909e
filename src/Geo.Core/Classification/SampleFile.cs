using System.IO.Compression;
using System.Text;
using Geo.Core.Predictors;

namespace Geo.Core.Classification;

/// <summary>A sample set beside its model (samples.bin): what the model was trained on, for explanations. Little endian, Brotli.</summary>
internal static class SampleFile
{
    public const string Name = "samples.bin";
    private const string Form = "geowfc samples 1";

    public static void Save(string path, SampleSet samples)
    {
        using var packed = new BrotliStream(File.Create(path), CompressionLevel.Fastest);
        using var writer = new BinaryWriter(packed, Encoding.UTF8);
        writer.Write(Form);
        writer.Write(samples.Predictors.Count);
        foreach (string name in samples.Predictors.Names) writer.Write(name);
        writer.Write(samples.Areas.Count);
        foreach (var area in samples.Areas)
        {
            writer.Write(area.Label);
            writer.Write(area.Longitude);
            writer.Write(area.Latitude);
        }

        writer.Write(samples.Count);
        foreach (int area in samples.AreaOfRow) writer.Write(area);
        foreach (float[] column in samples.Columns)
        {
            foreach (float value in column) writer.Write(value);
        }
    }

    public static SampleSet Load(string path, PredictorSet predictors)
    {
        if (!File.Exists(path)) throw new InputException(path, null, "is not there: the model comes from an earlier version", "train the model again");
        try
        {
            using var packed = new BrotliStream(File.OpenRead(path), CompressionMode.Decompress);
            using var reader = new BinaryReader(packed, Encoding.UTF8);
            if (reader.ReadString() != Form) throw new InvalidDataException("another form");
            string[] names = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
            if (!names.SequenceEqual(predictors.Names)) throw new InvalidDataException("other predictors than the model's");
            SampledArea[] areas = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new SampledArea(reader.ReadString(), reader.ReadDouble(), reader.ReadDouble()))];
            int[] areaOfRow = new int[reader.ReadInt32()];
            for (int row = 0; row < areaOfRow.Length; row++) areaOfRow[row] = reader.ReadInt32();
            float[][] columns = [.. names.Select(_ => new float[areaOfRow.Length])];
            foreach (float[] column in columns)
            {
                for (int row = 0; row < column.Length; row++) column[row] = reader.ReadSingle();
            }

            return new SampleSet(predictors, areas, columns, areaOfRow);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException or OverflowException or IndexOutOfRangeException)
        {
            throw new InputException(path, null, $"cannot be read ({e.Message})", "restore the file or train the model again", e);
        }
    }
}
