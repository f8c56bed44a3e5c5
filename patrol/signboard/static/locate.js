// Where the browser knows its place, a button attaches it to the report; without this the form works all the same.
const button = document.getElementById('locate')
if (button && 'geolocation' in navigator) {
  button.parentElement.hidden = false
  const told = document.getElementById('located')
  const field = (name) => document.querySelector(`input[name=${name}]`)
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field('lon').value = coords.longitude.toFixed(6)
        field('lat').value = coords.latitude.toFixed(6)
        field('accuracy_m').value = Math.round(coords.accuracy)
        told.textContent = button.dataset.done.replace('{m}', Math.round(coords.accuracy))
      },
      () => { told.textContent = button.dataset.failed },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    )
  })
}
