using System.Globalization;
using Geo.Core.Sites;

namespace Geo.Jobs.Inbox;

/// <summary>Whether a disk has room for what is to be taken in.</summary>
internal static class DiskSpace
{
    // The copy without overviews, the COG with them, and what GDAL keeps beside it.
    private const int CopiesOfASource = 4;

    /// <summary>What is missing; null where there is room.</summary>
    /// <param name="workspace">Folder on the disk.</param>
    /// <param name="bytes">Size of what comes.</param>
    /// <param name="reserve">What is to stay free.</param>
    public static Reason? Missing(string workspace, long bytes, long reserve)
    {
        long free = new DriveInfo(workspace).AvailableFreeSpace, needed = bytes * CopiesOfASource + reserve;
        return free >= needed ? null : new Reason(
            $"磁盘空间不足：剩余 {Size(free)}，需要 {Size(needed)}；腾出空间后会自动继续",
            $"the disk is nearly full: {Size(free)} are free, {Size(needed)} are needed; it goes on by itself once there is room");
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB");
}
