using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Geo.Api.Ogc;

/// <summary>Markup that is safe to send: every value put into it through <see cref="Of"/> was escaped.</summary>
internal readonly record struct Html(string Text)
{
    /// <summary>Markup from an interpolated string: the literal parts are taken as they are, values are escaped, other <see cref="Html"/> is inserted.</summary>
    public static Html Of(Handler markup) => new(markup.ToString());

    /// <summary>All parts one after another.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.Text)));

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Escapes what is interpolated.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Handler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + 16 * formattedCount);

        /// <summary>A literal part, as it is.</summary>
        public void AppendLiteral(string markup) => _text.Append(markup);

        /// <summary>Markup inside markup.</summary>
        public void AppendFormatted(Html markup) => _text.Append(markup.Text);

        /// <summary>Any value, escaped, invariant culture.</summary>
        public void AppendFormatted<T>(T value) =>
            _text.Append(WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)));

        /// <inheritdoc/>
        public override string ToString() => _text.ToString();
    }
}
