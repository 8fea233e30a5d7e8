namespace ConvLens.Imaging.Text;

/// <summary>The drawings of <see cref="StrokeFont"/>, one line a character.</summary>
/// <remarks>
/// <para>A drawing is the advance width followed by strokes, in units of which 20 make the font size. y = 0 is the baseline, 10 the height of
/// small letters, 14 that of capitals; −5 is the depth below the line. Coordinates are those of the pen's centre.</para>
/// <list type="bullet">
/// <item><c>Mx y</c> lifts the pen and sets it down there.</item>
/// <item><c>Lx y</c> draws a straight line.</item>
/// <item><c>hx y</c> draws a quarter of an ellipse that leaves horizontally and arrives vertically.</item>
/// <item><c>vx y</c> draws a quarter of an ellipse that leaves vertically and arrives horizontally.</item>
/// <item><c>qx y x y</c> draws a quadratic Bézier curve: control point, end.</item>
/// <item><c>Dx y</c> draws a round dot a little heavier than the pen.</item>
/// </list>
/// </remarks>
internal static class GlyphTable
{
    /// <summary>What an unknown character is drawn as: a box.</summary>
    public const string Unknown = "10M2 0L8 0L8 12L2 12L2 0";

    private const string Drawings = """
          5.6
        ! 4.8M2.4 14L2.4 4.8D2.4 .2
        " 6.8M2 14L2 10M4.8 14L4.8 10
        # 13M5 14L3.2 0M9.8 14L8 0M1.4 9.4L12 9.4M1 4.6L11.6 4.6
        $ 11.4M9.7 10.8v5.7 13h1.9 10v5.7 7h9.9 3.8v5.7 1h1.3 3.2M5.7 15.4L5.7 -1.4
        % 16.6M4.3 14h7.2 10.7v4.3 7.4h1.4 10.7v4.3 14M12.3 6.6h15.2 3.3v12.3 0h9.4 3.3v12.3 6.6M12.6 14L4 0
        & 13.4M12.4 0L3.6 9q2.6 10.2 2.6 11.4v5.4 14h8.2 11.4q8.2 9.4 5 7.6q1.4 5.6 1.4 3.6v5.2 0q9.2 0 11.4 6.4
        ' 4.2M2.1 14L2.1 10
        ( 6.2M5 15.6q1.9 11.4 1.9 6.5q1.9 1.6 5 -2.6
        ) 6.2M1.2 15.6q4.3 11.4 4.3 6.5q4.3 1.6 1.2 -2.6
        * 9M4.5 14L4.5 7.6M1.7 12.4L7.3 9.2M7.3 12.4L1.7 9.2
        + 12M6 11L6 2M1.5 6.5L10.5 6.5
        , 4.8D2.4 .2M2.6 0L1.5 -2.8
        - 7.2M1.4 5.4L5.8 5.4
        . 4.8D2.4 .2
        / 8M6.8 15L1.2 -2
        0 11.2M5.6 14h9.8 7v5.6 0h1.4 7v5.6 14
        1 11.2M2.4 11.2L6 14L6 0
        2 11.2M1.7 10.4v5.5 14h9.4 10.4q9.4 8.2 7.4 6.1L1.5 0L9.8 0
        3 11.2M1.8 11.4v5.4 14h9.2 10.7v5.6 7.4L4.4 7.4M5.6 7.4h9.8 3.7v5.4 0h1.4 2.8
        4 11.2M8 0L8 14L1.2 4L10.2 4
        5 11.2M9 14L2.9 14L2.3 7.4q3.6 8.8 5.6 8.8h9.8 4.5v5.4 0h1.4 2.6
        6 11.2M9.2 11.8v6 14h1.5 7L1.5 4.4v5.6 0h9.8 4.4v5.7 8.6h1.5 4.4
        7 11.2M1.4 14L9.8 14L4.2 0
        8 11.2M5.6 14h9.2 10.8v5.6 7.5h2 10.8v5.6 14M5.6 7.5h9.8 3.8v5.6 0h1.4 3.8v5.6 7.5
        9 11.2M2 2.2v5.2 0h9.7 7L9.7 9.6v5.6 14h1.4 9.6v5.5 5.4h9.7 9.6
        : 4.8D2.4 8.6D2.4 .2
        ; 4.8D2.4 8.6D2.4 .2M2.6 0L1.5 -2.8
        < 12M10.2 11L1.8 6.5L10.2 2
        = 12M1.5 8.7L10.5 8.7M1.5 4.3L10.5 4.3
        > 12M1.8 11L10.2 6.5L1.8 2
        ? 9.8M1.5 11v4.9 14h8.3 10.8q8.3 8.8 6.4 7.4q4.8 6.2 4.8 4.8D4.8 .2
        @ 18.4M12.6 9.4L12.6 5.4v14.7 2.8h16.8 7v9.2 14h1.6 5.8v9.2 -2.6L12.6 -2.6M12.6 6.2v9 9.6h5.4 6v9 2.4h12.6 6
        A 12.4M1 0L6.2 14L11.4 0M2.86 5L9.54 5
        B 11.8M2.2 7.5L2.2 14L6 14h9.3 10.8v6 7.5L2.2 7.5L2.2 0L6.2 0h10.1 3.8v6.2 7.5
        C 12.6M11.2 11.3v6.8 14h1.6 7v6.8 0h11.2 2.7
        D 12.8M2.2 0L2.2 14L5.2 14h11.2 7v5.2 0L2.2 0
        E 11M9.6 14L2.2 14L2.2 0L9.6 0M2.2 7.3L8.8 7.3
        F 10.4M9.4 14L2.2 14L2.2 0M2.2 7L8.5 7
        G 13.2M11.2 11.5v6.9 14h1.6 7v7 0h11.4 3.4L11.4 6.4L7.4 6.4
        H 13M2.2 0L2.2 14M10.8 0L10.8 14M2.2 7.2L10.8 7.2
        I 4.6M2.3 0L2.3 14
        J 9.2M7 14L7 3.6v3.9 0h.8 3
        K 11.6M2.2 0L2.2 14M10 14L2.2 5.4M5 8.49L10.6 0
        L 9.8M2.2 14L2.2 0L9 0
        M 15.2M2.2 0L2.2 14L7.6 3.4L13 14L13 0
        N 13.2M2.2 0L2.2 14L11 0L11 14
        O 13.8M6.9 14h12.2 7v6.9 0h1.6 7v6.9 14
        P 11.4M2.2 0L2.2 14L6 14h9.8 10.3v6 6.6L2.2 6.6
        Q 13.8M6.9 14h12.2 7v6.9 0h1.6 7v6.9 14M8.2 3.6L12.2 -.8
        R 11.8M2.2 0L2.2 14L6 14h9.8 10.4v6 6.8L2.2 6.8M6 6.8L10.4 0
        S 11.4M9.6 11.2v5.7 14h1.9 10.7v5.7 7.3h9.9 3.7v5.7 0h1.3 3
        T 11.2M.9 14L10.3 14M5.6 14L5.6 0
        U 12.8M2.1 14L2.1 4.4v6.4 0h10.7 4.4L10.7 14
        V 12M1 14L6 0L11 14
        W 17.6M1 14L4.9 0L8.8 14L12.7 0L16.6 14
        X 11.6M1.2 14L10.4 0M10.4 14L1.2 0
        Y 11.4M1 14L5.7 6.8L10.4 14M5.7 6.8L5.7 0
        Z 11.4M1.5 14L10 14L1.3 0L10.2 0
        [ 6.2M5.2 15.6L2.1 15.6L2.1 -2.6L5.2 -2.6
        \ 8M1.2 15L6.8 -2
        ] 6.2M1 15.6L4.1 15.6L4.1 -2.6L1 -2.6
        ^ 10M1.6 8.8L5 13.6L8.4 8.8
        _ 10M.4 -2.6L9.6 -2.6
        ` 5.4M1.6 14L3.6 11.6
        a 10.3M1.9 8v5 10h8.2 7L8.2 0M8.2 5.8L4.6 5.8h1.4 2.9v4.4 0h8.2 3.2
        b 11.2M2.1 14L2.1 0M2.1 6v5.9 10h9.7 5v5.9 0h2.1 4
        c 9.6M8.6 7.9v5.5 10h1.4 5v5.5 0h8.6 2.1
        d 11.2M9.1 14L9.1 0M9.1 6v5.3 10h1.5 5v5.3 0h9.1 4
        e 10.6M1.4 5.2L9.2 5.2v5.4 10h1.4 5v5.5 0h8.9 2
        f 6.8M6.4 14L5.8 14h2.9 11.2L2.9 0M.8 10L6 10
        g 11.2M9.1 10L9.1 -1.4v5.4 -5h2.1 -3.1M9.1 6v5.3 10h1.5 5v5.3 0h9.1 4
        h 11M2.1 14L2.1 0M2.1 6v5.8 10h8.9 6.6L8.9 0
        i 4.4M2.2 10L2.2 0D2.2 13.6
        j 4.6M2.4 10L2.4 -2.4v-.2 -5D2.4 13.6
        k 10M2.1 14L2.1 0M8.6 10L2.1 3.8M4.6 6.18L9 0
        l 4.8M2.1 14L2.1 2.2v4.2 0
        m 16.4M2.1 10L2.1 0M2.1 6.2v5.3 10h8.2 6.8L8.2 0M8.2 6.2v11.4 10h14.3 6.8L14.3 0
        n 11M2.1 10L2.1 0M2.1 6v5.8 10h8.9 6.6L8.9 0
        o 10.8M5.4 10h9.4 5v5.4 0h1.4 5v5.4 10
        p 11.2M2.1 10L2.1 -5M2.1 6v5.9 10h9.7 5v5.9 0h2.1 4
        q 11.2M9.1 10L9.1 -5M9.1 6v5.3 10h1.5 5v5.3 0h9.1 4
        r 7.2M2.1 10L2.1 0M2.1 6v5.6 10L6.4 10
        s 9.2M7.8 8v4.6 10h1.6 7.5v4.6 5.2h8 2.6v4.6 0h1.1 2.1
        t 7M2.9 13L2.9 3v5.6 0L6.2 0M.8 10L6 10
        u 11M2.1 10L2.1 3.4v5.2 0h8.9 4M8.9 10L8.9 0
        v 9.8M1 10L4.9 0L8.8 10
        w 14.4M1 10L4.1 0L7.2 10L10.3 0L13.4 10
        x 9.8M1.3 10L8.5 0M8.5 10L1.3 0
        y 9.8M1 10L4.9 0M8.8 10L2.95 -5
        z 9.4M1.5 10L8 10L1.3 0L8.2 0
        { 7M6 15.6h3.6 13L3.6 9.2q3.6 6.5 1 6.5q3.6 6.5 3.6 3.8L3.6 0v6 -2.6
        | 4.8M2.4 15.6L2.4 -2.6
        } 7M1 15.6h3.4 13L3.4 9.2q3.4 6.5 6 6.5q3.4 6.5 3.4 3.8L3.4 0v1 -2.6
        ~ 12M1.6 5.4q3.4 9.2 6 6.5q8.6 3.8 10.4 7.6
        × 12M2.4 10L9.6 3M9.6 10L2.4 3
        ± 12M6 12L6 4.4M1.5 8.2L10.5 8.2M1.5 1L10.5 1
        − 12M1.5 6.5L10.5 6.5
        · 5D2.5 6.5
        … 14.4D2.4 .2D7.2 .2D12 .2
        – 11M1 5.4L10 5.4
        — 18M1 5.4L17 5.4
        ° 7.8M3.9 14h6.4 11.5v3.9 9h1.4 11.5v3.9 14
        µ 11M2.1 10L2.1 -4.6M2.1 3.4v5.2 0h8.9 4M8.9 10L8.9 0
        ² 7.6M1.5 12.2v3.7 14h5.8 12.2q5.8 11 1.4 7L6.2 7
        ³ 7.6M1.5 12.6v3.6 14h5.6 12.3v3.6 10.8h5.9 8.9v3.6 7h1.4 8.4
        ½ 17M1.4 12.4L3.6 14L3.6 7M12.4 14L4.6 0M10.4 5.2v12.6 7h14.8 5.2q14.8 4 10.4 0L15.4 0
        ∂ 11.2M2.4 13.2q4 14 5.4 14h9.7 7L9.7 5v5.6 0h1.5 4.2v5.6 8.4h9.7 4.2
        ∞ 17M8.5 6.5q10.8 9.8 12.8 9.8h15.6 6.5v12.8 3.2q10.8 3.2 8.5 6.5q6.2 9.8 4.2 9.8h1.4 6.5v4.2 3.2q6.2 3.2 8.5 6.5
        ∑ 11.6M10 14L1.8 14L6.6 7.2L1.8 0L10.2 0
        ≤ 12M10.2 12L1.8 8L10.2 4M1.8 1L10.2 1
        ≥ 12M1.8 12L10.2 8L1.8 4M1.8 1L10.2 1
        ≈ 12M1.6 7.6q3.4 10.8 6 8.6q8.6 6.4 10.4 9.4M1.6 3.4q3.4 6.6 6 4.4q8.6 2.2 10.4 5.2
        ← 15M13.6 6.5L1.6 6.5M6 11L1.6 6.5L6 2
        → 15M1.4 6.5L13.4 6.5M9 11L13.4 6.5L9 2
        α 11.4M9.8 10q8.6 0 5 0h1.4 5v5 10q8.6 10 10.2 0
        β 11M2.1 -5L2.1 10.6v5.4 14h8.6 11v5.4 7.6h9.4 3.8v5.4 0h2.1 3
        γ 10M1 10L5 0L9 10M5 0L5 -5
        ε 9.2M8 8.4v4.8 10h1.7 7.7v4.8 5.3h1.2 2.7v4.8 0h8.2 1.7M4.8 5.3L6.2 5.3
        θ 10.8M5.4 14h9.4 7v5.4 0h1.4 7v5.4 14M1.4 7L9.4 7
        λ 10.2M1.4 14L2.4 14q3.8 14 4.4 11.6L9.2 0M5.4 7.4L1.2 0
        σ 11M5.4 10L10.2 10M5.4 10h9.4 5v5.4 0h1.4 5v5.4 10
        """;

    /// <summary>The drawing of each character.</summary>
    public static IReadOnlyDictionary<char, string> All { get; } = Parse();

    private static Dictionary<char, string> Parse()
    {
        Dictionary<char, string> drawings = Drawings.Split('\n').ToDictionary(line => line[0], line => line[2..]);

        // The same picture under another number.
        foreach ((char twin, char drawn) in "\u00A0 \u2009 \u202F \u2010-\u2011-\u03BCµ\u2211∑\u2018'\u2019'\u201C\"\u201D\"\u2212−".Chunk(2).Select(pair => (pair[0], pair[1])))
            drawings[twin] = drawings[drawn];
        return drawings;
    }
}
