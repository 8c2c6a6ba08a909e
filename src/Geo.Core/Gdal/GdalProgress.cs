using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>GDAL's progress callback: passes the share on, and stops GDAL where the token is cancelled.</summary>
internal sealed unsafe class GdalProgress : IDisposable
{
    private readonly IProgress<double>? _progress;
    private readonly CancellationToken _cancel;
    private GCHandle _self;

    internal GdalProgress(IProgress<double>? progress, CancellationToken cancel)
    {
        (_progress, _cancel) = (progress, cancel);
        _self = GCHandle.Alloc(this);
    }

    internal static delegate* unmanaged[Cdecl]<double, byte*, nint, int> Callback => &OnProgress;

    internal nint Data => GCHandle.ToIntPtr(_self);

    public void Dispose() => _self.Free();

    // Called from native code: must never throw.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnProgress(double share, byte* message, nint data)
    {
        try
        {
            var self = (GdalProgress)GCHandle.FromIntPtr(data).Target!;
            if (self._cancel.IsCancellationRequested)
            {
                return 0;
            }

            self._progress?.Report(Math.Clamp(share, 0, 1));
            return 1;
        }
#pragma warning disable CA1031 // An exception must not cross into native code; a listener's fault stops the work.
        catch
        {
            return 0;
        }
#pragma warning restore CA1031
    }
}
