using Geo.Core.Sites;
using Geo.Core.Store.Inbox;

namespace Geo.Jobs.Inbox;

/// <summary>When what lies in the inbox is complete: looks at least some time apart found it unchanged, and no name in it says otherwise.</summary>
internal static class Completeness
{
    // After a sleep or a stop the copying may not have gone on yet: the looks before it prove nothing.
    private static readonly TimeSpan s_longestGap = TimeSpan.FromMinutes(15);

    // Longer than a share or a line is usually away.
    private static readonly TimeSpan s_stall = TimeSpan.FromHours(1);

    // Sidecars may come before their raster.
    private const int PatienceWithoutRaster = 5;

    /// <summary>What a look makes of an item that is not being worked on.</summary>
    /// <param name="before">As the book has it; null at first sight.</param>
    /// <param name="item">As it lies there.</param>
    /// <param name="now">Time of the look.</param>
    /// <param name="settle">How long nothing may change.</param>
    /// <returns>The entry to store, and whether it is complete.</returns>
    public static (InboxEntry Entry, bool Complete) Next(InboxEntry? before, InboxItem item, DateTimeOffset now, TimeSpan settle)
    {
        var entry = before ?? new InboxEntry(0, item.Name, "waiting", item.Files, item.Bytes, item.Fingerprint, now, now, now);
        bool changed = entry.Fingerprint != item.Fingerprint;
        TimeSpan gap = now - entry.LookedAt, longest = settle * 3 > s_longestGap ? settle * 3 : s_longestGap;
        bool unbroken = gap >= TimeSpan.Zero && gap <= longest;
        DateTimeOffset since = changed || !unbroken || entry.Since > now ? now : entry.Since;
        TimeSpan needed = item.Paths.Count > 0 || item.Link is not null ? settle : settle * PatienceWithoutRaster;
        bool growing = item.Unfinished || changed;
        return (entry with
        {
            State = growing ? "growing" : "waiting",
            Files = item.Files,
            Bytes = item.Bytes,
            Fingerprint = item.Fingerprint,
            Since = since,
            LookedAt = now,
            Reason = item.Unfinished && now - since >= s_stall
                ? new Reason("一小时以来没有写入任何内容，复制可能已中断：请重新复制，或从收件箱中删除", "nothing has been written to it for an hour, the copy may have broken off: copy it again, or delete it from the inbox")
                : null,
        }, !growing && before is not null && now - since >= needed);
    }
}
