/** A Deployment as people write them: some settings made, some forgotten. */
export function deployment(index: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api-${index}
  namespace: shop
  labels:
    app.kubernetes.io/name: api-${index}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: api-${index}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: api-${index}
    spec:
      serviceAccountName: api
      containers:
        - name: api
          image: registry.example/shop/api:1.${index}.0
          args: ["serve", "--port", "8000"]
          ports:
            - name: http
              containerPort: 8000
          env:
            - name: LOG_LEVEL
              value: info # or debug
            - name: DATABASE_HOST
              value: postgres.shop.svc
            - name: DATABASE_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: database
                  key: password
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
            periodSeconds: 5
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir: {}
`;
}
