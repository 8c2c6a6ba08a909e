using System.Buffers.Binary;
using System.Text;

namespace Geo.Testing;

/// <summary>OLE's compound document (MS-CFB, version 3, sectors of 512 bytes) around streams of 4 096 bytes and more, which need no mini sectors.</summary>
internal static class CompoundFile
{
    private const int Sector = 512;
    private const uint Free = 0xFFFFFFFF, End = 0xFFFFFFFE, IsFat = 0xFFFFFFFD;

    public static byte[] Of(params (string Name, byte[] Bytes)[] streams)
    {
        var padded = streams.Select(s => (s.Name, Bytes: Pad(s.Bytes))).ToArray();
        int directorySectors = (streams.Length + 1 + 3) / 4, dataSectors = padded.Sum(s => s.Bytes.Length / Sector), fatSectors = 1;
        while (fatSectors * 128 < fatSectors + directorySectors + dataSectors) fatSectors++;
        uint[] fat = [.. Enumerable.Repeat(Free, fatSectors * 128)];
        for (int i = 0; i < fatSectors; i++) fat[i] = IsFat;
        Chain(fatSectors, directorySectors);
        var directory = new MemoryStream();
        directory.Write(Entry("Root Entry", 5, streams.Length > 0 ? 1u : Free, End, 0));
        int at = fatSectors + directorySectors;
        for (int i = 0; i < padded.Length; i++)
        {
            // A degenerate tree: each stream the right sibling of the one before.
            directory.Write(Entry(padded[i].Name, 2, Free, (uint)at, padded[i].Bytes.Length, i + 1 < padded.Length ? (uint)(i + 2) : Free));
            Chain(at, padded[i].Bytes.Length / Sector);
            at += padded[i].Bytes.Length / Sector;
        }

        while (directory.Length < directorySectors * Sector) directory.Write(Entry("", 0, Free, 0, 0));
        byte[] head = new byte[Sector];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(head);
        Short(head, 24, 0x3E);
        Short(head, 26, 3);
        Short(head, 28, 0xFFFE);
        Short(head, 30, 9);
        Short(head, 32, 6);
        Int(head, 44, (uint)fatSectors);
        Int(head, 48, (uint)fatSectors);
        Int(head, 56, 4096);
        Int(head, 60, End);
        Int(head, 68, End);
        for (int i = 0; i < 109; i++) Int(head, 76 + 4 * i, i < fatSectors ? (uint)i : Free);
        byte[] table = new byte[fat.Length * 4];
        for (int i = 0; i < fat.Length; i++) Int(table, 4 * i, fat[i]);
        return [.. head, .. table, .. directory.ToArray(), .. padded.SelectMany(s => s.Bytes)];

        void Chain(int first, int count)
        {
            for (int i = 0; i < count; i++) fat[first + i] = i + 1 < count ? (uint)(first + i + 1) : End;
        }
    }

    private static byte[] Pad(byte[] bytes) => [.. bytes, .. new byte[Math.Max(4096, (bytes.Length + Sector - 1) / Sector * Sector) - bytes.Length]];

    private static byte[] Entry(string name, byte type, uint child, uint start, int size, uint right = Free)
    {
        byte[] entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        Short(entry, 64, (ushort)(name.Length == 0 ? 0 : 2 * name.Length + 2));
        (entry[66], entry[67]) = (type, 1);
        Int(entry, 68, Free);
        Int(entry, 72, right);
        Int(entry, 76, child);
        Int(entry, 116, start);
        Int(entry, 120, (uint)size);
        return entry;
    }

    private static void Short(byte[] into, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(into.AsSpan(at), value);

    private static void Int(byte[] into, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(into.AsSpan(at), value);
}
