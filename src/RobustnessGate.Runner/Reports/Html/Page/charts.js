// Draws the charts of "chart-data" with Chart.js. Each has its numbers in a table beside it.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("chart-data").textContent);
  const share = value => value.toFixed(3);
  const drawn = [];

  // Colours are the style sheet's, as the theme has them.
  function colours() {
    const probe = document.body.appendChild(document.createElement("span"));
    const read = name => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    const all = { text: read("muted"), grid: read("line"), clean: read("clean"), robust: read("robust"), limit: read("bad"), gate: read("muted") };
    probe.remove();
    return all;
  }

  const axis = (colour, title, more) => ({
    title: { display: true, text: title, color: colour.text },
    ticks: { color: colour.text },
    grid: { color: colour.grid, drawTicks: false },
    border: { display: false },
    ...more,
  });

  const shares = (colour, title) => axis(colour, title, { min: 0, max: 1, ticks: { color: colour.text, stepSize: 0.2, padding: 8 } });

  const options = (colour, more) => ({
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    plugins: {
      legend: { position: "top", align: "end", labels: { color: colour.text, boxWidth: 14, boxHeight: 2 } },
      tooltip: { callbacks: { label: item => `${item.dataset.label}: ${share(item.parsed[more.indexAxis === "y" ? "x" : "y"])}` } },
    },
    ...more,
  });

  const line = (label, colour, points, more) =>
    ({ label, data: points, borderColor: colour, backgroundColor: colour, borderWidth: 2, pointRadius: 0, pointHitRadius: 8, ...more });

  const dashed = { borderDash: [4, 4], borderWidth: 1.5, pointHitRadius: 0 };

  function curve({ points, gate, minimum }, colour) {
    // To three times the gate's epsilon: beyond, the curve says little about it.
    const last = Math.min(3 * gate, Math.max(2 * gate, points[points.length - 1].epsilon));
    const within = points.filter(point => point.epsilon <= last).map(point => ({ x: point.epsilon, y: point.robustAccuracy }));
    within.push({ x: last, y: within[within.length - 1].y });
    const lines = [
      line("robust accuracy", colour.robust, within, { stepped: "before", fill: "origin", backgroundColor: colour.robust.replace("rgb(", "rgba(").replace(")", ", 0.1)") }),
      line("the gate's epsilon", colour.gate, [{ x: gate, y: 0 }, { x: gate, y: 1 }], dashed),
    ];
    if (minimum !== null) {
      lines.push(line("RobustAccuracyMin", colour.limit, [{ x: 0, y: minimum }, { x: last, y: minimum }], dashed));
    }
    return {
      type: "line",
      data: { datasets: lines },
      options: options(colour, {
        interaction: { mode: "nearest", axis: "x", intersect: false },
        scales: { x: axis(colour, "epsilon", { type: "linear", min: 0, max: last }), y: shares(colour, "robust accuracy") },
      }),
    };
  }

  function classes({ names, cleanAccuracy, robustAccuracy }, colour) {
    const bars = (label, values, fill) => ({ label, data: values, backgroundColor: fill, barPercentage: 0.9, categoryPercentage: 0.7 });
    return {
      type: "bar",
      data: { labels: names, datasets: [bars("clean accuracy", cleanAccuracy, colour.clean), bars("robust accuracy", robustAccuracy, colour.robust)] },
      options: options(colour, {
        indexAxis: "y",
        scales: { x: shares(colour, ""), y: axis(colour, "", { grid: { display: false } }) },
      }),
    };
  }

  function tuning({ epochs, cleanAccuracy, robustAccuracy, bestEpoch }, colour) {
    const dots = { pointRadius: epochs.map(epoch => (epoch === bestEpoch ? 5 : 2)) };
    return {
      type: "line",
      data: {
        labels: epochs,
        datasets: [line("clean accuracy", colour.clean, cleanAccuracy, dots), line("robust accuracy", colour.robust, robustAccuracy, dots)],
      },
      options: options(colour, { scales: { x: axis(colour, "epoch (the kept one is marked)"), y: shares(colour, "on held-out examples") } }),
    };
  }

  function trend({ days, cleanAccuracy, robustAccuracy, falls }, colour) {
    const dots = { pointRadius: 2 };
    const marked = { pointRadius: falls.map(fell => (fell ? 6 : 2)), pointBackgroundColor: falls.map(fell => (fell ? colour.limit : colour.robust)) };
    return {
      type: "line",
      data: {
        labels: days,
        datasets: [line("clean accuracy", colour.clean, cleanAccuracy, dots), line("robust accuracy", colour.robust, robustAccuracy, marked)],
      },
      options: options(colour, { scales: { x: axis(colour, "date (a fall that exceeds chance is marked)"), y: shares(colour, "accuracy") } }),
    };
  }

  function draw() {
    while (drawn.length > 0) {
      drawn.pop().destroy();
    }
    const colour = colours();
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    for (const [id, values, make] of [["curve-chart", data.curve, curve], ["class-chart", data.classes, classes], ["tuning-chart", data.tuning, tuning], ["trend-chart", data.trend, trend]]) {
      const canvas = document.getElementById(id);
      if (canvas !== null && values !== null) {
        canvas.parentElement.hidden = false;
        drawn.push(new Chart(canvas, make(values, colour)));
      }
    }
  }

  if (data.classes !== null) {
    // A bar's height, not the page's, says how high the chart is.
    document.getElementById("class-chart").parentElement.style.height = `${80 + 34 * data.classes.names.length}px`;
  }
  draw();
  document.addEventListener("themechange", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  matchMedia("print").addEventListener("change", draw);
})();
