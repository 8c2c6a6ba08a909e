using Geo.Core;

namespace Geo.Jobs.Jobs;

/// <summary>A raster and the sidecar that holds its category names travel together, the sidecar first.</summary>
internal static class RasterFile
{
    public static void Move(string from, string to) => Each(from, to, (a, b) =>
    {
        Disk.Flush(a);
        File.Move(a, b, overwrite: true);
    });

    public static void Copy(string from, string to) => Each(from, to, (a, b) => File.Copy(a, b, overwrite: true));

    private static void Each(string from, string to, Action<string, string> act)
    {
        foreach (string suffix in (string[])[".aux.xml", ""])
        {
            if (File.Exists(from + suffix))
            {
                act(from + suffix, to + suffix);
            }
        }
    }
}
