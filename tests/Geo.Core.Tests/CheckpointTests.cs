using CsCheck;
using Geo.Testing;

namespace Geo.Core.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parts_come_back_in_any_order_after_it_was_closed()
    {
        byte[][] parts = [[], [1], [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]];
        using (Checkpoint first = Checkpoint.Open(_folder.File("a/b"))!)
        {
            foreach (int i in (int[])[2, 0, 1, 2]) first.Add(i, parts[i]);
            Assert.Null(Checkpoint.Open(_folder.File("a/b")));
        }

        using Checkpoint again = Checkpoint.Open(_folder.File("a/b"))!;
        Assert.Equal(3, again.Count);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(parts[i], again.Part(i)));
        Assert.Null(again.Part(3));
    }

    [Fact]
    public void What_is_torn_off_or_scribbled_over_is_forgotten_and_what_stands_before_it_kept() =>
        Gen.Select(Gen.Byte.Array[0, 40].Array[1, 8], Gen.Double.Unit, Gen.Bool, Gen.Byte[1, 255]).Sample((parts, share, torn, flip) =>
        {
            string file = _folder.File($"{Guid.NewGuid():N}");
            var ends = new List<long>();
            using (Checkpoint made = Checkpoint.Open(file)!)
            {
                for (int i = 0; i < parts.Length; i++)
                {
                    made.Add(i, parts[i]);
                    ends.Add(new FileInfo(file).Length);
                }
            }

            byte[] bytes = File.ReadAllBytes(file);
            int at = (int)(share * (bytes.Length - 1));
            if (torn) bytes = bytes[..at];
            else bytes[at] ^= flip;
            File.WriteAllBytes(file, bytes);
            int whole = ends.Count(end => end <= at);
            using (Checkpoint again = Checkpoint.Open(file)!)
            {
                Assert.Equal(whole, again.Count);
                for (int i = 0; i < whole; i++) Assert.Equal(parts[i], again.Part(i));
                again.Add(whole, [42]);
            }

            using Checkpoint grown = Checkpoint.Open(file)!;
            Assert.Equal([42], grown.Part(whole));
        }, iter: 200);

    [Fact]
    public void It_stops_growing_at_its_limit_and_the_parts_before_stay()
    {
        ulong state = 5;
        byte[] noise = [.. Enumerable.Range(0, 4000).Select(_ => (byte)SplitMix64.Next(ref state))];
        using Checkpoint kept = Checkpoint.Open(_folder.File("small"), most: 10_000)!;
        for (int i = 0; i < 5; i++) kept.Add(i, noise);
        Assert.Equal(2, kept.Count);
        Assert.Equal(noise, kept.Part(1));
        Assert.True(new FileInfo(_folder.File("small")).Length <= 10_000);
    }
}
