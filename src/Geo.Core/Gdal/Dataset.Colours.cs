namespace Geo.Core.Gdal;

public sealed partial class Dataset
{
    /// <summary>Gives each value of a band of bytes a colour, from value 0; what lies beyond is transparent.</summary>
    /// <param name="band">Band number from 1.</param>
    /// <param name="colours">0xAARRGGBB.</param>
    public unsafe void SetColourTable(int band, IReadOnlyList<uint> colours)
    {
        ArgumentNullException.ThrowIfNull(colours);
        nint table = Native.GDALCreateColorTable(1); // GPI_RGB
        try
        {
            short* entry = stackalloc short[4];
            for (int i = 0; i < 256; i++)
            {
                uint colour = i < colours.Count ? colours[i] : 0;
                (entry[0], entry[1], entry[2], entry[3]) = ((short)(colour >> 16 & 255), (short)(colour >> 8 & 255), (short)(colour & 255), (short)(colour >> 24));
                Native.GDALSetColorEntry(table, i, entry);
            }

            GdalError.Begin();
            GdalError.Check(Native.GDALSetRasterColorTable(BandHandle(band), table), Path, "colour table cannot be set");
        }
        finally
        {
            Native.GDALDestroyColorTable(table);
        }
    }

    /// <summary>Colours of a band's values from 0, 0xAARRGGBB; empty where it has none.</summary>
    public unsafe IReadOnlyList<uint> ColourTable(int band)
    {
        nint table = Native.GDALGetRasterColorTable(BandHandle(band));
        if (table == 0) return [];
        var colours = new uint[Native.GDALGetColorEntryCount(table)];
        for (int i = 0; i < colours.Length; i++)
        {
            short* entry = (short*)Native.GDALGetColorEntry(table, i);
            colours[i] = (uint)((ushort)entry[3] << 24 | (ushort)entry[0] << 16 | (ushort)entry[1] << 8 | (ushort)entry[2]);
        }

        return colours;
    }
}
