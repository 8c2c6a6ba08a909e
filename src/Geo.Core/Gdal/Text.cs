using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>C strings of GDAL, copied; and string lists for it.</summary>
internal static class Text
{
    /// <summary>A borrowed UTF-8 string; null stays null. Bytes that are no UTF-8 become U+FFFD.</summary>
    internal static string? Of(nint borrowed) => Marshal.PtrToStringUTF8(borrowed);

    /// <summary>The bytes of a borrowed C string, for callers that know its encoding better.</summary>
    internal static unsafe byte[] Bytes(nint borrowed) =>
        borrowed == 0 ? [] : MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)borrowed).ToArray();

    /// <summary>A string that GDAL gave us to free.</summary>
    internal static string Owned(nint owned)
    {
        string text = Of(owned) ?? "";
        Native.VSIFree(owned);
        return text;
    }

    /// <summary>GDAL's lists end with a null.</summary>
    internal static string?[] List(params IEnumerable<string> items) => [.. items, null];

    /// <summary>The strings of a borrowed char**.</summary>
    internal static unsafe IReadOnlyList<string> OfList(nint list)
    {
        var all = new List<string>();
        for (nint* item = (nint*)list; item is not null && *item != 0; item++)
        {
            all.Add(Of(*item)!);
        }

        return all;
    }
}
