"use strict";
// Draws each .dvh section of the page with uPlot, from the data that the section holds.
(function () {
  function build(section) {
    const source = section.querySelector('script[type="application/json"]');
    const plot = section.querySelector(".plot");
    if (!source || !plot) {
      return;
    }
    const data = JSON.parse(source.textContent);
    const boxes = Array.from(section.querySelectorAll('.curves input[type="checkbox"]'));
    const rows = boxes.map((box) => box.closest("tr"));
    const slider = section.querySelector(".cursor");
    const at = section.querySelector(".at");
    const markText = section.querySelector(".mark-text");
    const endGy = data.maxGy > 0 ? data.maxGy * 1.03 : 1;
    // The planning system's own curves, drawn after all others.
    const stored = data.curves.flatMap((curve, i) => curve.stored.map((s) => ({ of: i, ...s })));
    data.curves.concat(stored).forEach(makeRising);

    const chart = new uPlot(options(), table(), plot);
    plot.dataset.drawn = "true";
    slider.max = String(Math.ceil(endGy * 10));

    // ---- data

    // Doses of one curve must rise strictly; a vertical fall keeps two points.
    function makeRising(curve) {
      for (let i = 1; i < curve.doseGy.length; i++) {
        if (curve.doseGy[i] <= curve.doseGy[i - 1]) {
          curve.doseGy[i] = curve.doseGy[i - 1] + 1e-4;
        }
      }
    }

    // All curves at all doses that any of them has a point at, so none loses one.
    function table() {
      const curves = data.curves.concat(stored);
      const doses = Array.from(new Set([0, endGy].concat(...curves.map((c) => c.doseGy))));
      doses.sort((a, b) => a - b);
      return [doses].concat(curves.map((c) => doses.map((d) => percentAt(c, d))));
    }

    // The curve's volume in percent, null beyond its end.
    function percentAt(curve, doseGy) {
      const doses = curve.doseGy;
      if (doses.length === 0 || doseGy > doses[doses.length - 1]) {
        return null;
      }
      let low = 0;
      let high = doses.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (doses[middle] < doseGy) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (low === 0 || doses[low] === doseGy) {
        return curve.percent[low];
      }
      const share = (doseGy - doses[low - 1]) / (doses[low] - doses[low - 1]);
      return curve.percent[low - 1] + share * (curve.percent[low] - curve.percent[low - 1]);
    }

    // ---- chart

    function options() {
      const font = '12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
      const axis = {
        font: font,
        labelFont: font,
        stroke: "#3b4650",
        grid: { stroke: "#e3e8ec", width: 1 },
        ticks: { stroke: "#aeb8c0", width: 1, size: 5 },
        values: (u, splits) => splits.map((v) => String(Number(v.toFixed(6)))),
      };
      return {
        width: plot.clientWidth || 640,
        height: 430,
        scales: { x: { time: false, range: xRange }, y: { range: [0, 104] } },
        axes: [
          Object.assign({ label: "Dose (Gy)", labelSize: 22, size: 36 }, axis),
          Object.assign({ label: "Volume (%)", labelSize: 22, size: 42, splits: ySplits }, axis),
        ],
        series: [{}].concat(
          data.curves.map((curve) => ({
            stroke: curve.colour,
            dash: curve.dash.length > 0 ? curve.dash : undefined,
            width: 2,
            points: { show: false },
          })),
          stored.map((s) => ({
            stroke: data.curves[s.of].colour,
            dash: [1, 3],
            width: 1.25,
            points: { show: false },
          }))
        ),
        legend: { show: false },
        focus: { alpha: 0.2 },
        cursor: { y: false, drag: { x: true, y: false }, points: { size: 6 } },
        hooks: { setCursor: [showCursor], draw: [drawMarks] },
      };
    }

    function xRange(u, min, max) {
      return min === null || max === null || max <= min ? [0, endGy] : [min, max];
    }

    function ySplits() {
      return [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
    }

    function placeOf(u, mark, canvasPixels) {
      return {
        x: u.valToPos(mark.doseGy, "x", canvasPixels),
        y: u.valToPos(mark.volumePercent, "y", canvasPixels),
      };
    }

    const TURNS = { DOWN: 0, LEFT: Math.PI / 2, UP: Math.PI, RIGHT: -Math.PI / 2 };

    // A triangle whose tip is the limit and points to where the curve should be.
    function drawMarks(u) {
      const pixel = u.ctx.canvas.width / u.width;
      for (const mark of data.marks) {
        const place = placeOf(u, mark, true);
        const outside = place.x < u.bbox.left - 1 || place.x > u.bbox.left + u.bbox.width + 1;
        if (outside || !u.series[mark.curve + 1].show) {
          continue;
        }
        u.ctx.save();
        u.ctx.translate(place.x, place.y);
        u.ctx.rotate(TURNS[mark.points]);
        u.ctx.scale(pixel, pixel);
        u.ctx.setLineDash([]);
        u.ctx.beginPath();
        u.ctx.moveTo(0, 0);
        u.ctx.lineTo(-6, -11);
        u.ctx.lineTo(6, -11);
        u.ctx.closePath();
        u.ctx.fillStyle = data.curves[mark.curve].colour;
        u.ctx.fill();
        u.ctx.lineWidth = mark.verdict === "PASS" ? 1 : 2.5;
        u.ctx.strokeStyle = mark.verdict === "PASS" ? "#ffffff" : "#111111";
        u.ctx.stroke();
        u.ctx.restore();
      }
    }

    // ---- cursor

    function showCursor(u) {
      const inside = u.cursor.left >= 0;
      const doseGy = inside ? u.posToVal(u.cursor.left, "x") : null;
      at.textContent = inside ? doseGy.toFixed(2) + " Gy" : "";
      if (inside && document.activeElement !== slider) {
        slider.value = String(Math.round(doseGy * 10));
      }
      data.curves.forEach((curve, i) => {
        const percent = inside && boxes[i].checked ? percentAt(curve, doseGy) || 0 : null;
        cell(rows[i], ".percent", percent, 1);
        cell(rows[i], ".volume", percent === null ? null : (percent * curve.volumeCm3) / 100, 1);
      });
      markText.textContent = inside ? nearMarks(u) : "";
    }

    function cell(row, name, value, decimals) {
      row.querySelector(name).textContent = value === null ? "" : value.toFixed(decimals);
    }

    function nearMarks(u) {
      return data.marks
        .filter((mark) => u.series[mark.curve + 1].show)
        .filter((mark) => {
          const place = placeOf(u, mark, false);
          return Math.hypot(place.x - u.cursor.left, place.y - u.cursor.top) < 14;
        })
        .map((mark) => mark.text)
        .join(" \u00b7 ");
    }

    function moveCursor() {
      const doseGy = Number(slider.value) / 10;
      slider.setAttribute("aria-valuetext", doseGy.toFixed(1) + " Gy");
      chart.setCursor({ left: chart.valToPos(doseGy, "x"), top: 0 });
    }

    // ---- controls

    slider.addEventListener("input", moveCursor);
    section.querySelector(".reset").addEventListener("click", () => {
      chart.setScale("x", { min: 0, max: endGy });
    });
    section.querySelector(".all").addEventListener("click", () => showAll(true));
    section.querySelector(".none").addEventListener("click", () => showAll(false));

    function showAll(on) {
      boxes.forEach((box, i) => {
        box.checked = on;
        show(i);
      });
    }

    function show(i) {
      chart.setSeries(i + 1, { show: boxes[i].checked });
      stored.forEach((s, k) => {
        if (s.of === i) {
          chart.setSeries(data.curves.length + 1 + k, { show: boxes[i].checked });
        }
      });
      rows[i].classList.toggle("off", !boxes[i].checked);
      showCursor(chart);
    }

    boxes.forEach((box, i) => {
      box.addEventListener("change", () => show(i));
      rows[i].addEventListener("mouseenter", () => chart.setSeries(i + 1, { focus: true }));
      rows[i].addEventListener("mouseleave", () => chart.setSeries(null, { focus: true }));
    });

    // ---- size

    const print = window.matchMedia("print");
    function fit() {
      const width = print.matches ? 660 : plot.clientWidth;
      if (width > 0 && width !== chart.width) {
        chart.setSize({ width: width, height: 430 });
      }
    }
    print.addEventListener("change", fit);
    window.addEventListener("beforeprint", () => chart.setSize({ width: 660, height: 430 }));
    window.addEventListener("afterprint", fit);
    new ResizeObserver(fit).observe(plot);
  }

  document.querySelectorAll(".dvh").forEach(build);

  // what is folded up is printed, too
  const folded = [];
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not([open])").forEach((one) => {
      one.open = true;
      folded.push(one);
    });
  });
  window.addEventListener("afterprint", () => {
    folded.splice(0).forEach((one) => { one.open = false; });
  });
})();
